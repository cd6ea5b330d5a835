package org.godwit.mail;

import java.util.Locale;

/**
 * The unique-id of a message in POP3 (RFC 1939, 7: UIDL): 1 to {@value #LENGTH_MAX} characters from 0x21 to 0x7E.
 *
 * <p>A message has the one that it was imported with, if there is any; else one made of its UID and its mailbox's UIDVALIDITY, neither of
 * which ever changes or comes again.
 */
public final class Pop3Uidl {

  /** Characters at most. */
  public static final int LENGTH_MAX = 70;

  private static final int DERIVED_LENGTH = 16;

  private Pop3Uidl() {}

  /** Whether it can be a unique-id. */
  public static boolean isValid(String uidl) {
    return !uidl.isEmpty() && uidl.length() <= LENGTH_MAX && uidl.chars().allMatch(c -> c >= 0x21 && c <= 0x7E);
  }

  /** The one of a message that brought none along: as Dovecot's default, {@code %08Xu%08Xv}. */
  public static String derived(int uid, UidValidity validity) {
    return hex(uid) + hex(validity);
  }

  /** Whether {@link #derived} could make it for some message of a mailbox with this UIDVALIDITY. */
  public static boolean isDerived(String uidl, UidValidity validity) {
    return uidl.length() == DERIVED_LENGTH && uidl.toLowerCase(Locale.ROOT).endsWith(hex(validity));
  }

  private static String hex(UidValidity validity) {
    return hex((int) validity.value());
  }

  private static String hex(int value) {
    String digits = Integer.toHexString(value);
    return "0".repeat(8 - digits.length()) + digits;
  }
}
