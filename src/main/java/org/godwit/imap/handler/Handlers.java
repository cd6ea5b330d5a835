package org.godwit.imap.handler;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.godwit.imap.command.ImapCommand;

/** Which handler carries out which command. Immutable. */
public final class Handlers {

  private final Map<Class<? extends ImapCommand>, Handler<?>> table;

  private Handlers(Map<Class<? extends ImapCommand>, Handler<?>> table) {
    this.table = Map.copyOf(table);
  }

  /** The handler of a command; null if there is none. */
  @SuppressWarnings("unchecked") // the builder pairs each class with a handler of its type
  public <C extends ImapCommand> Handler<C> find(C command) {
    return (Handler<C>) table.get(command.getClass());
  }

  /** Commands that have a handler. */
  public Set<Class<? extends ImapCommand>> commands() {
    return table.keySet();
  }

  /** Builds the table. */
  public static final class Builder {

    private final Map<Class<? extends ImapCommand>, Handler<?>> table = new HashMap<>();

    /** Gives a command its handler. */
    public <C extends ImapCommand> Builder on(Class<C> command, Handler<C> handler) {
      if (table.put(command, handler) != null) {
        throw new IllegalArgumentException("two handlers for " + command.getSimpleName());
      }
      return this;
    }

    /** The table. */
    public Handlers build() {
      return new Handlers(table);
    }
  }
}
