package org.godwit.pop3.handler;

import io.smallrye.mutiny.Uni;
import org.godwit.pop3.command.Pop3Command;
import org.godwit.pop3.session.Pop3Session;
import org.godwit.pop3.session.Reply;

/** RSET (RFC 1939, 5). */
final class RsetHandler implements Handler<Pop3Command.Rset> {

  @Override
  public Uni<Reply> handle(Pop3Command.Rset command, Pop3Session session) {
    session.maildrop().undeleteAll();
    return Handler.now(Reply.ok(Numbers.drop(session.maildrop())));
  }
}
