package org.godwit.pop3.handler;

import io.smallrye.mutiny.Uni;
import java.util.function.IntFunction;
import org.godwit.pop3.maildrop.Repeat;
import org.godwit.pop3.session.Pop3Session;
import org.godwit.pop3.session.Reply;

/** A line for each message that is not marked as deleted: some at a time, no faster than the client takes them. Used once. */
final class Listing {

  private static final int TURN_LINES = 1000;

  private final Pop3Session session;
  private final IntFunction<String> lines;
  private int number = 1;

  private Listing(Pop3Session session, IntFunction<String> lines) {
    this.session = session;
    this.lines = lines;
  }

  /** Writes the multi-line response. */
  static Uni<Reply> write(Pop3Session session, String text, IntFunction<String> lines) {
    session.out().begin(text);
    return Repeat.whileTrue(new Listing(session, lines)::turn).map(done -> {
      session.out().end();
      return new Reply.Written();
    });
  }

  private Uni<Boolean> turn() {
    var maildrop = session.maildrop();
    int end = (int) Math.min((long) number + TURN_LINES, maildrop.highestNumber() + 1L);
    for (; number < end; number++) {
      if (maildrop.has(number)) {
        session.out().line(lines.apply(number));
      }
    }
    return session.out().drained().map(drained -> number <= maildrop.highestNumber());
  }
}
