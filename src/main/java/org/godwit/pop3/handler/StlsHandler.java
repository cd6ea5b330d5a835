package org.godwit.pop3.handler;

import io.smallrye.mutiny.Uni;
import org.godwit.pop3.command.Pop3Command;
import org.godwit.pop3.session.CommandFailure;
import org.godwit.pop3.session.Pop3Session;
import org.godwit.pop3.session.Reply;

/** STLS (RFC 2595, 4); not after UTF8 (RFC 6856, 2.1). */
final class StlsHandler implements Handler<Pop3Command.Stls> {

  private final boolean offered;

  StlsHandler(boolean offered) {
    this.offered = offered;
  }

  @Override
  public Uni<Reply> handle(Pop3Command.Stls command, Pop3Session session) {
    if (session.link().channel().isSecure()) {
      throw new CommandFailure(Reply.err("TLS is active already"));
    }
    if (!offered) {
      throw new CommandFailure(Reply.err("There is no TLS here"));
    }
    if (session.isUtf8()) {
      throw new CommandFailure(Reply.err("Not after UTF8"));
    }
    // nothing that came in clear counts any more
    session.takeNamed();
    session.link().startTlsAfterReply();
    return Handler.now(Reply.ok("Begin TLS now"));
  }
}
