package org.godwit.alert;

import java.text.Normalizer;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One line that a user must see (RFC 9051, 7.1: ALERT).
 *
 * @param text 1 to {@value #CHARS_MAX} characters without control characters, unpaired surrogates, or blanks around them
 */
public record Alert(String text) {

  /** Longest text, in UTF-16 characters; what is longer is cut. */
  public static final int CHARS_MAX = 500;

  private static final Pattern UNSAFE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\u2028\\u2029]+");
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern NOT_ASCII = Pattern.compile("[^\\x20-\\x7e]");

  /** Only what {@link #of} would return unchanged. */
  public Alert {
    if (!safe(text).equals(text) || text.isEmpty()) {
      throw new IllegalArgumentException("not the text of an alert");
    }
  }

  /** What somebody wrote, made safe: control characters, line ends too, become blanks; empty if nothing is left. */
  public static Optional<Alert> of(String written) {
    return Optional.of(safe(written)).filter(text -> !text.isEmpty()).map(Alert::new);
  }

  private static String safe(String written) {
    String text = UNSAFE.matcher(written).replaceAll(" ").strip();
    if (text.length() <= CHARS_MAX) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(CHARS_MAX - 1)) ? CHARS_MAX - 1 : CHARS_MAX;
    return text.substring(0, end).strip();
  }

  /** For clients that take ASCII only: letters without their marks, and {@code ?} for what has no such form. */
  public String ascii() {
    String plain = MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD)).replaceAll("");
    return plain.isBlank() ? "?" : NOT_ASCII.matcher(plain).replaceAll("?");
  }
}
