package org.godwit.auth;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A password hash as it stands in the user file, understood and within bounds.
 *
 * <p>The form is Dovecot's {@code {SCHEME}hash}; without a scheme it is {@code {CRYPT}}. New hashes are made through Vert.x Auth's
 * PBKDF2 strategy (HMAC-SHA-512).
 */
public final class PasswordHash {
  private static final Pattern FORM = Pattern.compile("(?:\\{([A-Za-z0-9-]{1,20})(?:\\.([A-Za-z0-9]{1,6}))?\\})?(.{1,1000})");

  private static final Pattern PLAIN_TEXT = Pattern.compile("[^:\\s\\p{Cntrl}]([^:\\p{Cntrl}]{0,900}[^:\\s\\p{Cntrl}])?");

  private final String text;
  private final Matching matching;

  private PasswordHash(String text, Matching matching) {
    this.text = text;
    this.matching = matching;
  }

  /** How a scheme compares; takes as long for a wrong password as for a right one. */
  @FunctionalInterface
  interface Matching {
    boolean matches(String password);
  }

  /** A hash that cannot be used; the message says why in one line and does not contain the hash. */
  public static final class UnusableHash extends Exception {
    private static final long serialVersionUID = 1L;

    UnusableHash(String reason) {
      super(reason);
    }
  }

  /**
   * Understands a hash.
   *
   * @throws UnusableHash if its scheme is not known, or its text or cost is not what the scheme has
   */
  public static PasswordHash parse(String text) throws UnusableHash {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new UnusableHash("expected {SCHEME}hash");
    }
    String scheme = form.group(1) == null ? "CRYPT" : form.group(1);
    return new PasswordHash(text, HashSchemes.matching(scheme, form.group(2), form.group(3)));
  }

  /** A new, strong hash of a password. Takes about as long as {@link #matches}: call it where that is no harm. */
  public static PasswordHash of(Password password) {
    return VertxHash.make(password.text());
  }

  /** Schemes that new entries can have. */
  public enum Scheme {
    /** Strong, and good for plaintext logins only: the usual one. */
    PBKDF2,
    /** A verifier for SCRAM-SHA-1; also for plaintext logins. */
    SCRAM_SHA_1,
    /** A verifier for SCRAM-SHA-256; also for plaintext logins. */
    SCRAM_SHA_256,
    /** The password itself: for every mechanism, CRAM-MD5 and APOP among them, and for whoever reads the file. */
    PLAIN;

    /** Its name between the braces. */
    public String text() {
      return name().replace('_', '-');
    }
  }

  /**
   * A new entry of this scheme. Takes about as long as {@link #matches}.
   *
   * @throws IllegalArgumentException if a line of the user file cannot hold the password as it is, with {@link Scheme#PLAIN}
   */
  public static PasswordHash of(Password password, Scheme scheme) {
    if (scheme == Scheme.PLAIN && !PLAIN_TEXT.matcher(password.text()).matches()) {
      throw new IllegalArgumentException("a password with a colon, or a space at an end, cannot be written into the user file as it is");
    }
    String entry = switch (scheme) {
      case PBKDF2 -> VertxHash.make(password.text()).text();
      case SCRAM_SHA_1 -> "{SCRAM-SHA-1}" + ScramVerifier.make(ScramVerifier.Hash.SHA_1, password).text();
      case SCRAM_SHA_256 -> "{SCRAM-SHA-256}" + ScramVerifier.make(ScramVerifier.Hash.SHA_256, password).text();
      case PLAIN -> "{PLAIN}" + password.text();
    };
    try {
      return parse(entry);
    } catch (UnusableHash impossible) {
      throw new IllegalArgumentException("a password that cannot be written into the user file", impossible);
    }
  }

  static PasswordHash of(String text, Matching matching) {
    return new PasswordHash(text, matching);
  }

  /** Whether it is the hash of this password. Takes up to a second of processor time. */
  public boolean matches(Password password) {
    return password.isUsable() && matching.matches(password.text());
  }

  /** The text for the user file. */
  public String text() {
    return text;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PasswordHash hash && hash.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return "hash";
  }
}
