package org.godwit.textindex;

import org.apache.lucene.util.BytesRef;

/** How a gram is written down as a term: three octets if it is ASCII, else six, big-endian. Static only. */
final class Gram {

  /** Octets of the longest. */
  static final int BYTES_MAX = 2 * GramSet.CHARS;

  private static final long NOT_ASCII = 0xFF80_FF80_FF80L;

  private Gram() {
  }

  /** A term of its own. */
  static BytesRef term(long gram) {
    var term = new BytesRef(BYTES_MAX);
    write(gram, term);
    return term;
  }

  /** Writes it into {@code term}, which has room for {@link #BYTES_MAX} from its offset 0. */
  static void write(long gram, BytesRef term) {
    boolean ascii = (gram & NOT_ASCII) == 0;
    int n = 0;
    for (int shift = 16 * (GramSet.CHARS - 1); shift >= 0; shift -= 16) {
      if (!ascii) {
        term.bytes[n++] = (byte) (gram >>> shift + 8);
      }
      term.bytes[n++] = (byte) (gram >>> shift);
    }
    term.length = n;
  }
}
