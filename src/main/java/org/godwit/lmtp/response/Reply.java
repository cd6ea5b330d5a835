package org.godwit.lmtp.response;

import java.util.List;
import org.godwit.wire.Output;

/**
 * A reply (RFC 5321, 4.2), with an enhanced status code (RFC 2034) unless it is a greeting, the answer to LHLO, or asks for more.
 *
 * @param code three digits
 * @param status the enhanced status code such as {@code 5.1.1} (RFC 3463), or empty
 * @param lines the text, at least one line; what is not ASCII is sent as {@code ?}
 */
public record Reply(int code, String status, List<String> lines) {

  public Reply {
    lines = List.copyOf(lines);
    if (code < 200 || code > 599 || lines.isEmpty() || !status.isEmpty() && status.charAt(0) != Integer.toString(code).charAt(0)) {
      throw new IllegalArgumentException("reply " + code + " " + status);
    }
  }

  /** A reply of one line. */
  public static Reply of(int code, String status, String text) {
    return new Reply(code, status, List.of(text));
  }

  /** A positive completion (RFC 2033, 3). */
  public boolean isPositive() {
    return code / 100 == 2;
  }

  /** The same with something in front of its text. */
  public Reply about(String subject) {
    return Reply.of(code, status, subject + " " + lines.getFirst());
  }

  /** Writes it. */
  public void writeTo(Output out) {
    for (int i = 0; i < lines.size(); i++) {
      boolean last = i == lines.size() - 1;
      out.putAscii(code + (last ? " " : "-") + (status.isEmpty() ? "" : status + " ") + lines.get(i) + "\r\n");
    }
  }
}
