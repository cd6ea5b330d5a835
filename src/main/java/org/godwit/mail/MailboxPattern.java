package org.godwit.mail;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A LIST pattern (RFC 9051, 6.3.9): {@code *} matches anything, {@code %} anything but the hierarchy delimiter. {@code INBOX}
 * as the first level is matched without regard to case.
 *
 * <p>Matching takes time proportional to the name's length times the pattern's length over 64, whatever the wildcards: every
 * position of the pattern is one bit of a state set.
 */
public final class MailboxPattern {

  private static final long[] NOWHERE = {};

  private final String pattern;
  private final char delimiter;
  /** For each literal character of the pattern, the positions where it stands. */
  private final Map<Character, long[]> positions = new HashMap<>();
  private final long[] stars;
  private final long[] percents;
  private final int words;

  private MailboxPattern(String pattern, char delimiter) {
    this.pattern = pattern;
    this.delimiter = delimiter;
    this.words = (pattern.length() >> 6) + 1;
    this.stars = new long[words];
    this.percents = new long[words];
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      long[] set = switch (c) {
        case '*' -> stars;
        case '%' -> percents;
        default -> positions.computeIfAbsent(c, _ -> new long[words]);
      };
      set[i >> 6] |= 1L << i;
    }
  }

  /**
   * A pattern from decoded text (not modified UTF-7), reference included.
   *
   * @param delimiter {@code /} or {@code .}
   */
  public static MailboxPattern of(String text, char delimiter) {
    return new MailboxPattern(collapsed(Normalizer.normalize(text, Normalizer.Form.NFC)), delimiter);
  }

  /** Whether the pattern is the empty string, which asks for the hierarchy delimiter only. */
  public boolean isEmpty() {
    return pattern.isEmpty();
  }

  /** Whether it has no wildcard. */
  public boolean isLiteral() {
    return pattern.indexOf('*') < 0 && pattern.indexOf('%') < 0;
  }

  /**
   * The levels before the first wildcard: every name that matches is this one or lies below it. Empty if there are none that are whole,
   * or if no name can have them.
   */
  public Optional<MailboxName> root() {
    int end = isLiteral() ? pattern.length() : pattern.lastIndexOf(delimiter, firstWildcard());
    String text = pattern.substring(0, Math.max(0, end));
    try {
      var name = MailboxName.parse(text, delimiter);
      // a look-alike of the delimiter in the pattern stands for two characters
      return Optional.of(name).filter(found -> found.levels().stream().noneMatch(level -> level.indexOf(delimiter) >= 0));
    } catch (InvalidMailboxNameException none) {
      return Optional.empty();
    }
  }

  private int firstWildcard() {
    int i = 0;
    while (pattern.charAt(i) != '*' && pattern.charAt(i) != '%') {
      i++;
    }
    return i;
  }

  /** How many levels every name has that matches; {@link Integer#MAX_VALUE} if it may be any number. */
  public int depth() {
    return pattern.indexOf('*') >= 0 ? Integer.MAX_VALUE : 1 + (int) pattern.chars().filter(c -> c == delimiter).count();
  }

  /** Whether the name matches. */
  public boolean matches(MailboxName name) {
    long[] reached = run(name.text(delimiter), name.levels().getFirst().equals("INBOX"));
    return (reached[pattern.length() >> 6] & 1L << pattern.length()) != 0;
  }

  /** The positions reached behind the text, of which the first five characters are INBOX in any case, if so. */
  private long[] run(String text, boolean inbox) {
    long[] states = new long[words];
    states[0] = 1;
    passWildcards(states);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      states = inbox && i < 5 ? union(step(states, c), step(states, Character.toLowerCase(c))) : step(states, c);
    }
    return states;
  }

  /** The positions reached by one more character: past a literal, or staying on a wildcard. */
  private long[] step(long[] states, char c) {
    long[] literal = positions.getOrDefault(c, NOWHERE);
    long[] next = new long[words];
    long carry = 0;
    for (int w = 0; w < words; w++) {
      long moved = literal.length == 0 ? 0 : states[w] & literal[w];
      long stayed = states[w] & (c == delimiter ? stars[w] : stars[w] | percents[w]);
      next[w] = moved << 1 | carry | stayed;
      carry = moved >>> 63;
    }
    passWildcards(next);
    return next;
  }

  /** A wildcard may match nothing. No two stand side by side, so one round is enough. */
  private void passWildcards(long[] states) {
    long carry = 0;
    for (int w = 0; w < words; w++) {
      long onWildcard = (states[w] | carry) & (stars[w] | percents[w]);
      states[w] |= onWildcard << 1 | carry;
      carry = onWildcard >>> 63;
    }
  }

  private static long[] union(long[] a, long[] b) {
    for (int w = 0; w < a.length; w++) {
      a[w] |= b[w];
    }
    return a;
  }

  /** A run of wildcards means the strongest of them. */
  private static String collapsed(String text) {
    var result = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      char before = result.isEmpty() ? 0 : result.charAt(result.length() - 1);
      boolean afterWildcard = before == '*' || before == '%';
      if (afterWildcard && c == '*') {
        result.setCharAt(result.length() - 1, '*');
      } else if (!afterWildcard || c != '%') {
        result.append(c);
      }
    }
    return result.toString();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MailboxPattern that && pattern.equals(that.pattern) && delimiter == that.delimiter;
  }

  @Override
  public int hashCode() {
    return pattern.hashCode();
  }

  /** The pattern in its shortest form, decoded. */
  @Override
  public String toString() {
    return pattern;
  }
}
