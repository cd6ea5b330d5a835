package org.godwit.pop3.handler;

import io.smallrye.mutiny.Uni;
import org.godwit.pop3.command.Pop3Command;
import org.godwit.pop3.session.Pop3Session;
import org.godwit.pop3.session.Reply;

/** DELE (RFC 1939, 5): nothing happens to the message before QUIT. */
final class DeleHandler implements Handler<Pop3Command.Dele> {

  @Override
  public Uni<Reply> handle(Pop3Command.Dele command, Pop3Session session) {
    int number = Numbers.existing(command.message(), session);
    session.maildrop().delete(number);
    return Handler.now(Reply.ok("Message " + number + " marked as deleted"));
  }
}
