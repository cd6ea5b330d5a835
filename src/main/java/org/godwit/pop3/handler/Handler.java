package org.godwit.pop3.handler;

import io.smallrye.mutiny.Uni;
import org.godwit.pop3.command.Pop3Command;
import org.godwit.pop3.session.Pop3Session;
import org.godwit.pop3.session.Reply;

/**
 * Carries out one kind of command, as {@link org.godwit.pop3.session.CommandHandler} says.
 *
 * @param <C> the command
 */
@FunctionalInterface
interface Handler<C extends Pop3Command> {

  Uni<Reply> handle(C command, Pop3Session session);

  /** A reply that is there already. */
  static Uni<Reply> now(Reply reply) {
    return Uni.createFrom().item(reply);
  }
}
