package org.godwit.lmtp.session;

import java.util.Arrays;
import org.godwit.wire.ByteQueue;

/**
 * The octets behind DATA (RFC 5321, 4.5.2): a dot at the beginning of a line is taken away, and a line of a dot alone ends them. Only
 * CRLF ends a line: a CR or an LF alone is an octet like any other, before a dot and behind one too. Whoever takes them for line ends
 * sees another end of the message than the sender's server did, and commands where there is text.
 */
final class DotDecoder implements BodyDecoder {

  private enum At {
    LINE_START, DOT, DOT_CR, TEXT, CR
  }

  private At at = At.LINE_START;
  private boolean over;
  private byte[] out;
  private int count;

  @Override
  public byte[] next(ByteQueue in) {
    byte[] raw = in.peek(Math.min(in.size(), PIECE_BYTES));
    // a CR may have been held back from the piece before
    out = new byte[raw.length + 1];
    count = 0;
    int taken = 0;
    while (taken < raw.length && !over) {
      take(raw[taken++]);
    }
    in.skip(taken);
    byte[] octets = Arrays.copyOf(out, count);
    out = null;
    return octets;
  }

  @Override
  public boolean isOver() {
    return over;
  }

  private void take(byte octet) {
    switch (at) {
      case LINE_START -> {
        if (octet == '.') {
          at = At.DOT;
        } else {
          text(octet);
        }
      }
      case DOT -> {
        if (octet == '\r') {
          at = At.DOT_CR;
        } else {
          text(octet);
        }
      }
      case DOT_CR -> {
        if (octet == '\n') {
          over = true;
        } else {
          out[count++] = '\r';
          text(octet);
        }
      }
      case TEXT -> text(octet);
      case CR -> {
        text(octet);
        if (octet == '\n') {
          at = At.LINE_START;
        }
      }
    }
  }

  private void text(byte octet) {
    out[count++] = octet;
    at = octet == '\r' ? At.CR : At.TEXT;
  }
}
