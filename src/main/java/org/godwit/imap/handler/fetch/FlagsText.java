package org.godwit.imap.handler.fetch;

import java.nio.charset.StandardCharsets;
import java.util.function.IntPredicate;
import org.godwit.imap.response.ResponseWriter;
import org.godwit.mail.Flags;

/** Writes {@code flag-list}; text made once for flags that many messages share. For one run over one mailbox. */
final class FlagsText {

  /** System flags that stand alone, without keywords and {@code \Recent}: nearly all there are. */
  private static final byte[][] SYSTEM = new byte[Flags.SYSTEM + 1][];

  static {
    for (int bits = 0; bits <= Flags.SYSTEM; bits++) {
      SYSTEM[bits] = text(Flags.ofSystem(bits), false);
    }
  }

  private final IntPredicate recent;
  private int lastPacked = -1;
  private boolean lastRecent;
  private byte[] lastText;

  /** @param recent which UIDs are shown as {@code \Recent} */
  FlagsText(IntPredicate recent) {
    this.recent = recent;
  }

  void write(FetchedMessage message, ResponseWriter out) {
    int packed = message.messages().packedFlags(message.index());
    boolean isRecent = recent.test(message.uid());
    if (!isRecent && packed >= 0 && packed < SYSTEM.length) {
      out.raw(SYSTEM[packed]);
      return;
    }
    if (lastText == null || packed != lastPacked || isRecent != lastRecent) {
      lastText = text(message.messages().flags(message.index()), isRecent);
      lastPacked = packed;
      lastRecent = isRecent;
    }
    out.raw(lastText);
  }

  private static byte[] text(Flags flags, boolean recent) {
    var names = String.join(" ", flags.names());
    var all = !recent ? names : names.isEmpty() ? "\\Recent" : "\\Recent " + names;
    return ("(" + all + ")").getBytes(StandardCharsets.US_ASCII);
  }
}
