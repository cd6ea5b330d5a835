package org.godwit.pop3.maildrop;

import org.godwit.mime.OctetSink;
import org.godwit.wire.Output;

/**
 * Writes a message as the lines of a multi-line response (RFC 1939, 3): a line that begins with "." gets another one in front, a bare LF
 * becomes CRLF, and the last line ends in CRLF even if it does not in the message. Used once.
 */
final class MessageLines implements OctetSink {

  private final Output out;
  private long bodyLinesLeft;
  private boolean inHeader = true;
  private boolean lineStart = true;
  private boolean lineEmpty = true;
  private boolean cr;
  private boolean done;

  /** @param bodyLinesMax lines of the body that are wanted (RFC 1939, 7: TOP); {@link Long#MAX_VALUE} for all */
  MessageLines(Output out, long bodyLinesMax) {
    this.out = out;
    this.bodyLinesLeft = bodyLinesMax;
  }

  /** Whether all that is wanted is written. */
  boolean isDone() {
    return done;
  }

  @Override
  public void accept(byte[] octets, int offset, int length) {
    int end = offset + length;
    int run = offset;
    for (int i = offset; i < end && !done; i++) {
      byte octet = octets[i];
      if (octet == '\n') {
        if (!cr) {
          out.put(octets, run, i - run);
          out.put('\r');
          run = i;
        }
        lineEnds();
        if (done) {
          out.put(octets, run, i + 1 - run);
          return;
        }
      } else {
        if (octet == '.' && lineStart) {
          out.put(octets, run, i - run);
          out.put('.');
          run = i;
        }
        // a line of nothing but the CR of its CRLF is empty
        lineEmpty = lineStart && octet == '\r';
        lineStart = false;
      }
      cr = octet == '\r';
    }
    if (!done) {
      out.put(octets, run, end - run);
    }
  }

  private void lineEnds() {
    if (inHeader) {
      inHeader = !lineEmpty;
      done = !inHeader && bodyLinesLeft == 0;
    } else {
      bodyLinesLeft--;
      done = bodyLinesLeft == 0;
    }
    lineStart = true;
    lineEmpty = true;
  }

  /** Ends the last line, and the response. */
  void finish() {
    if (!lineStart) {
      out.putAscii(cr ? "\n" : "\r\n");
    }
    out.putAscii(".\r\n");
  }
}
