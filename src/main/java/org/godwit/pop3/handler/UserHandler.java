package org.godwit.pop3.handler;

import io.smallrye.mutiny.Uni;
import org.godwit.pop3.command.Pop3Command;
import org.godwit.pop3.session.Pop3Session;
import org.godwit.pop3.session.Reply;

/** USER (RFC 1939, 7): the answer does not tell whether there is such a user. */
final class UserHandler implements Handler<Pop3Command.User> {

  @Override
  public Uni<Reply> handle(Pop3Command.User command, Pop3Session session) {
    Logins.requirePrivacy(session);
    session.name(command.name());
    return Handler.now(Reply.ok("Now the password"));
  }
}
