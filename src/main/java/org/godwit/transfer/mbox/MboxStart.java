package org.godwit.transfer.mbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.godwit.transfer.LineEnds.Style;
import org.godwit.transfer.Octets;

/**
 * The beginning of a file, which tells what its lines end with.
 *
 * @param text at most {@value #BYTES} octets as ISO-8859-1
 */
record MboxStart(String text) {

  private static final int BYTES = 64 * 1024;

  static MboxStart of(Octets octets) throws IOException {
    var bytes = new byte[BYTES];
    int count = 0;
    while (count < bytes.length) {
      int read = octets.read(count, bytes, count, bytes.length - count);
      if (read <= 0) {
        break;
      }
      count += read;
    }
    return new MboxStart(new String(bytes, 0, count, StandardCharsets.ISO_8859_1));
  }

  boolean startsWith(String magic) {
    return text.startsWith(magic);
  }

  /** What the first line ends with. */
  Style style() {
    int lineFeed = text.stripLeading().indexOf('\n');
    return lineFeed > 0 && text.stripLeading().charAt(lineFeed - 1) == '\r' ? Style.CRLF : Style.LF;
  }

  /** Whether lines end in CR alone, as once on the Macintosh. */
  boolean isCrOnly() {
    return text.indexOf('\r') >= 0 && text.indexOf('\n') < 0;
  }
}
