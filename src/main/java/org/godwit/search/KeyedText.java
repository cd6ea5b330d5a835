package org.godwit.search;

import java.util.function.Consumer;
import org.godwit.mail.UnicodeCasemap;
import org.godwit.mime.TextSink;

/**
 * Text that comes in chunks, as {@link UnicodeCasemap#key} has it. Chunks are cut anew, where nothing composes across the cut. Memory:
 * one chunk. One thread.
 */
final class KeyedText implements TextSink {

  private static final int PENDING_MAX = 8192;

  private final Consumer<String> sink;
  /** Not yet handed on, as it came: behind it something may follow that composes with it. */
  private final StringBuilder pending = new StringBuilder();

  /** @param sink takes the keys; one behind the other they are the key of the text */
  KeyedText(Consumer<String> sink) {
    this.sink = sink;
  }

  @Override
  public void accept(CharSequence chunk) {
    pending.append(chunk);
    int cut = lastAscii(pending);
    if (cut > 0) {
      hand(cut);
    } else if (pending.length() > PENDING_MAX) {
      hand(pending.length() - (Character.isHighSurrogate(pending.charAt(pending.length() - 1)) ? 1 : 0));
    }
  }

  /** The text ends here. */
  void finish() {
    hand(pending.length());
  }

  /** Where the last ASCII character stands: it never composes with what is before it, but maybe with what comes. */
  private static int lastAscii(CharSequence text) {
    int at = text.length() - 1;
    while (at > 0 && text.charAt(at) >= 0x80) {
      at--;
    }
    return at;
  }

  private void hand(int length) {
    String key = UnicodeCasemap.key(pending.substring(0, length));
    pending.delete(0, length);
    sink.accept(key);
  }
}
