package org.godwit.pop3.handler;

import io.smallrye.mutiny.Uni;
import org.godwit.pop3.command.Pop3Command;
import org.godwit.pop3.session.Pop3Session;
import org.godwit.pop3.session.Reply;

/** UTF8 (RFC 6856, 2.1). */
final class Utf8Handler implements Handler<Pop3Command.Utf8> {

  @Override
  public Uni<Reply> handle(Pop3Command.Utf8 command, Pop3Session session) {
    session.utf8(true);
    return Handler.now(Reply.ok("UTF-8 from now on"));
  }
}
