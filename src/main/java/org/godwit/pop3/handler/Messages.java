package org.godwit.pop3.handler;

import io.smallrye.mutiny.Uni;
import org.godwit.pop3.maildrop.MessageBody;
import org.godwit.pop3.session.Pop3Session;
import org.godwit.pop3.session.Reply;

/** A message as a multi-line response. */
final class Messages {

  private Messages() {}

  /** @param bodyLinesMax lines of the body that are wanted */
  static Uni<Reply> write(Pop3Session session, int number, String text, long bodyLinesMax) {
    var out = session.out();
    var body = new MessageBody(session.maildrop(), number, out.output(), session.isUtf8(), bodyLinesMax);
    return body.open().invoke(() -> out.begin(text)).chain(body::write).map(done -> {
      out.ended();
      return new Reply.Written();
    });
  }
}
