package org.godwit.mime;

import org.godwit.mail.CompactWriter;
import org.godwit.mail.Summary;

/** Collects the header lines that a summary keeps as they are, unless they exceed its bound. One thread. */
final class StoredHeader {
  private final CompactWriter lines = new CompactWriter(1024);
  private boolean keeping;
  private boolean complete = true;

  void line(byte[] bytes, int offset, int length, boolean blank, boolean continuation, boolean cut) {
    if (!continuation) {
      int colon = FieldNames.colon(bytes, offset, length);
      keeping = blank
          || colon >= 0 && Summary.STORED_FIELDS.contains(FieldNames.lowerCase(bytes, offset, colon - offset));
    }
    if (keeping && complete) {
      complete = !cut && length <= Summary.STORED_HEADER_BYTES_MAX - lines.size();
      if (complete) {
        lines.bytes(bytes, offset, length);
      }
    }
  }

  /** The lines, the blank one among them; null when they exceed the bound. */
  byte[] lines() {
    return complete ? lines.toByteArray() : null;
  }
}
