package org.godwit.pop3.handler;

import io.smallrye.mutiny.Uni;
import org.godwit.pop3.command.Pop3Command;
import org.godwit.pop3.session.Pop3Session;
import org.godwit.pop3.session.Reply;

/** LIST (RFC 1939, 5): sizes are those of the messages as stored. */
final class ListHandler implements Handler<Pop3Command.List> {

  @Override
  public Uni<Reply> handle(Pop3Command.List command, Pop3Session session) {
    var maildrop = session.maildrop();
    if (command.message().isPresent()) {
      int number = Numbers.existing(command.message().getAsInt(), session);
      return Handler.now(Reply.ok(number + " " + maildrop.octets(number)));
    }
    return Listing.write(session, Numbers.drop(maildrop), number -> number + " " + maildrop.octets(number));
  }
}
