package org.godwit.auth.pam;

import java.util.Arrays;

/** What functions of Linux-PAM return ({@code security/_pam_types.h}), and what that says about a login. */
enum PamCode {
  SUCCESS(0, Meaning.YES), OPEN_ERR(1), SYMBOL_ERR(2), SERVICE_ERR(3), SYSTEM_ERR(4), BUF_ERR(5), PERM_DENIED(6, Meaning.NO),
  AUTH_ERR(7, Meaning.NO), CRED_INSUFFICIENT(8), AUTHINFO_UNAVAIL(9), USER_UNKNOWN(10, Meaning.NOBODY), MAXTRIES(11, Meaning.NO),
  NEW_AUTHTOK_REQD(12, Meaning.NO), ACCT_EXPIRED(13, Meaning.NO), SESSION_ERR(14), CRED_UNAVAIL(15), CRED_EXPIRED(16, Meaning.NO),
  CRED_ERR(17, Meaning.NO), NO_MODULE_DATA(18), CONV_ERR(19), AUTHTOK_ERR(20), AUTHTOK_RECOVERY_ERR(21), AUTHTOK_LOCK_BUSY(22),
  AUTHTOK_DISABLE_AGING(23), TRY_AGAIN(24), IGNORE(25), ABORT(26), AUTHTOK_EXPIRED(27, Meaning.NO), MODULE_UNKNOWN(28), BAD_ITEM(29),
  CONV_AGAIN(30), INCOMPLETE(31), OTHER(-1);

  /** What a return value says. */
  enum Meaning {
    /** Right. */
    YES,
    /** Wrong, or not allowed in: locked, expired, to be changed first. */
    NO,
    /** There is no such user. */
    NOBODY,
    /** It cannot be known now. */
    UNCLEAR
  }

  private final int number;
  private final Meaning meaning;

  PamCode(int number) {
    this(number, Meaning.UNCLEAR);
  }

  PamCode(int number, Meaning meaning) {
    this.number = number;
    this.meaning = meaning;
  }

  int number() {
    return number;
  }

  Meaning meaning() {
    return meaning;
  }

  /** The one that a function has returned. */
  static PamCode of(int number) {
    return Arrays.stream(values()).filter(code -> code.number == number).findFirst().orElse(OTHER);
  }
}
