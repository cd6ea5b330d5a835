package org.godwit.pop3.handler;

import io.smallrye.mutiny.Uni;
import org.godwit.pop3.command.Pop3Command;
import org.godwit.pop3.session.Pop3Session;
import org.godwit.pop3.session.Reply;

/** STAT (RFC 1939, 5). */
final class StatHandler implements Handler<Pop3Command.Stat> {

  @Override
  public Uni<Reply> handle(Pop3Command.Stat command, Pop3Session session) {
    var maildrop = session.maildrop();
    return Handler.now(Reply.ok(maildrop.count() + " " + maildrop.octets()));
  }
}
