package org.godwit.auth.pam;

/** PAM as the back end needs it. Blocks; safe from any thread. */
interface Pam {
  /**
   * Asks whether the password is right, and then whether the account may be used.
   *
   * @param password not empty, no NUL, at most {@value LinuxPam#PASSWORD_BYTES_MAX} octets of UTF-8
   */
  Answer check(String user, String password);

  /**
   * What PAM says.
   *
   * @param code what the last function that was called returned
   * @param user the user's name; modules may have put another in place of the one that was asked for
   * @param text what PAM says about the code, for the log
   */
  record Answer(PamCode code, String user, String text) {}
}
