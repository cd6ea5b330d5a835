package org.godwit.pop3.handler;

import io.smallrye.mutiny.Uni;
import org.godwit.pop3.command.Pop3Command;
import org.godwit.pop3.session.CommandFailure;
import org.godwit.pop3.session.Pop3Session;
import org.godwit.pop3.session.Reply;

/** LANG (RFC 6856, 3). There is one language, so nothing has to be remembered. */
final class LangHandler implements Handler<Pop3Command.Lang> {

  private static final String TAG = "en";

  @Override
  public Uni<Reply> handle(Pop3Command.Lang command, Pop3Session session) {
    if (command.range().isEmpty()) {
      session.out().begin("Languages follow");
      session.out().line(TAG + " English");
      session.out().end();
      return Handler.now(new Reply.Written());
    }
    if (!matches(command.range().get())) {
      throw new CommandFailure(Reply.err("Not in this language"));
    }
    return Handler.now(Reply.ok(TAG + " English from now on"));
  }

  /** RFC 4647, 3.4: a range that is too narrow falls back to its language. */
  private static boolean matches(String range) {
    return range.equals("*") || range.equalsIgnoreCase(TAG) || range.regionMatches(true, 0, TAG + "-", 0, TAG.length() + 1);
  }
}
