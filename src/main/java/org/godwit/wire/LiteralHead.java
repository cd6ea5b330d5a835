package org.godwit.wire;

/**
 * What announces a literal at the end of a line: {@code {n}}, {@code {n+}}, {@code ~{n}}, {@code ~{n+}} (RFC 9051, 4.3;
 * RFC 7888).
 *
 * @param size octets that follow, 0 to 2^63-1
 * @param synchronizing the client waits for a continuation before it sends them
 * @param binary a literal8, which may hold NUL
 */
public record LiteralHead(long size, boolean synchronizing, boolean binary) {

  private static final int DIGITS_MAX = 19;

  /** The announcement at the end of {@code line}, or null if there is none. */
  static LiteralHead endOf(byte[] line) {
    int i = line.length - 1;
    if (i < 2 || line[i] != '}') {
      return null;
    }
    i--;
    boolean plus = line[i] == '+';
    if (plus) {
      i--;
    }
    int lastDigit = i;
    while (i >= 0 && line[i] >= '0' && line[i] <= '9') {
      i--;
    }
    if (i < 0 || line[i] != '{' || i == lastDigit) {
      return null;
    }
    boolean binary = i > 0 && line[i - 1] == '~';
    return new LiteralHead(number(line, i + 1, lastDigit), !plus, binary);
  }

  /** The number, or the greatest one for anything that does not fit: refused as too large later. */
  private static long number(byte[] line, int first, int last) {
    int from = first;
    while (from < last && line[from] == '0') {
      from++;
    }
    if (last - from + 1 > DIGITS_MAX) {
      return Long.MAX_VALUE;
    }
    long value = 0;
    for (int i = from; i <= last; i++) {
      value = value * 10 + (line[i] - '0');
    }
    return value < 0 ? Long.MAX_VALUE : value;
  }
}
