package org.godwit.pop3.handler;

import io.smallrye.mutiny.Uni;
import org.godwit.pop3.command.Pop3Command;
import org.godwit.pop3.session.Pop3Session;
import org.godwit.pop3.session.Reply;

/** RETR (RFC 1939, 5). */
final class RetrHandler implements Handler<Pop3Command.Retr> {

  @Override
  public Uni<Reply> handle(Pop3Command.Retr command, Pop3Session session) {
    int number = Numbers.existing(command.message(), session);
    var maildrop = session.maildrop();
    return Messages.write(session, number, maildrop.octets(number) + " octets", Long.MAX_VALUE)
        .invoke(() -> maildrop.retrieved(number));
  }
}
