package org.godwit.pop3.handler;

import io.smallrye.mutiny.Uni;
import org.godwit.pop3.command.Pop3Command;
import org.godwit.pop3.session.Pop3Session;
import org.godwit.pop3.session.Reply;

/** NOOP (RFC 1939, 5). */
final class NoopHandler implements Handler<Pop3Command.Noop> {

  @Override
  public Uni<Reply> handle(Pop3Command.Noop command, Pop3Session session) {
    return Handler.now(Reply.ok(""));
  }
}
