package org.godwit.wire;

import io.vertx.core.Vertx;
import java.util.function.Consumer;

/**
 * Keeps a client within bounds until it has logged in: its time, which nothing prolongs, its octets and its commands. Event loop of the
 * connection only.
 */
public final class LoginWatch {

  /** What the client had too much of. */
  public enum Exceeded {
    TIME("No login for too long"),
    BYTES("Too much before login"),
    COMMANDS("Too many commands before login");

    private final String text;

    Exceeded(String text) {
      this.text = text;
    }

    /** For people. */
    public String text() {
      return text;
    }
  }

  private final Connection connection;
  private final LoginBounds bounds;
  private final Consumer<Exceeded> exceeded;
  private final Alarm alarm;
  private boolean on;
  private int commands;

  /** @param exceeded ends the connection; may be called while a command runs */
  public LoginWatch(Vertx vertx, Connection connection, LoginBounds bounds, Consumer<Exceeded> exceeded) {
    this.connection = connection;
    this.bounds = bounds;
    this.exceeded = exceeded;
    this.alarm = new Alarm(vertx, () -> exceeded.accept(Exceeded.TIME));
  }

  /** Nobody is logged in: from now on. */
  public void start() {
    on = true;
    commands = 0;
    alarm.start(bounds.timeMs());
    connection.boundInput(bounds.bytesMax(), () -> exceeded.accept(Exceeded.BYTES));
  }

  /** Somebody is logged in, or the connection is over. */
  public void stop() {
    on = false;
    alarm.stop();
    connection.unboundInput();
  }

  /** A command came. Returns false if it is one too many; then the client is told already. */
  public boolean command() {
    if (on && ++commands > bounds.commandsMax()) {
      exceeded.accept(Exceeded.COMMANDS);
      return false;
    }
    return true;
  }
}
