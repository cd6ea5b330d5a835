package org.godwit.pop3.handler;

import io.smallrye.mutiny.Uni;
import org.godwit.pop3.command.Pop3Command;
import org.godwit.pop3.session.Pop3Session;
import org.godwit.pop3.session.Reply;

/** TOP (RFC 1939, 7). */
final class TopHandler implements Handler<Pop3Command.Top> {

  @Override
  public Uni<Reply> handle(Pop3Command.Top command, Pop3Session session) {
    int number = Numbers.existing(command.message(), session);
    return Messages.write(session, number, "Top of message follows", command.lines());
  }
}
