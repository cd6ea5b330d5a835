package org.godwit.auth.otp;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a user stands in a sequence of one-time passwords: the last one that was used, from which nobody can compute the next
 * (RFC 2289, 3). Immutable.
 *
 * @param algorithm {@code otp-md5} or {@code otp-sha1}
 * @param sequence  number of the last one; the next has one less, and number 1 is the last that can be used: some clients take
 *                  a challenge for number 0 for a mistake
 * @param seed      1 to 16 ASCII letters and digits
 * @param hash      the last one, 8 bytes
 */
public record OtpState(String algorithm, int sequence, String seed, byte[] hash) {
  /** Sequences are no longer. */
  public static final int SEQUENCE_MAX = 9999;

  private static final int HASH_BYTES = 8;
  private static final int SEED_DIGITS = 100_000;
  private static final Pattern FORM = Pattern.compile("(otp-(?:md5|sha1)) ([0-9]{1,4}) ([a-z0-9]{1,16}) ([0-9a-f]{16})\n?");

  public OtpState {
    hash = Arrays.copyOf(hash, HASH_BYTES);
  }

  /** Understands {@link #text}; empty if it is something else. */
  static Optional<OtpState> parse(String text) {
    Matcher form = FORM.matcher(text);
    return form.matches() ? Optional.of(new OtpState(form.group(1), Integer.parseInt(form.group(2)), form.group(3),
        HexFormat.of().parseHex(form.group(4)))) : Optional.empty();
  }

  /** A seed that was hardly used before (RFC 2289, 6.1): two letters and five digits. */
  public static String newSeed() {
    var random = new SecureRandom();
    return "" + (char) ('a' + random.nextInt(26)) + (char) ('a' + random.nextInt(26)) + "%05d".formatted(random.nextInt(SEED_DIGITS));
  }

  /** {@code otp-md5 499 ke1234 5bf075d9959d036f} and a line end. */
  String text() {
    return algorithm + " " + sequence + " " + seed + " " + HexFormat.of().formatHex(hash) + "\n";
  }

  /** Whether no password is left. */
  public boolean isUsedUp() {
    return sequence <= 1;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof OtpState state && text().equals(state.text());
  }

  @Override
  public int hashCode() {
    return text().hashCode();
  }

  @Override
  public String toString() {
    return algorithm + " " + sequence + " " + seed;
  }
}
