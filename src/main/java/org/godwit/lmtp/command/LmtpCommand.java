package org.godwit.lmtp.command;

import java.util.OptionalLong;

/** A command of a client, as it was written. */
public sealed interface LmtpCommand {

  /** @param domain the client's name for itself, fit for a header field */
  record Lhlo(String domain) implements LmtpCommand {}

  /**
   * Begins a transaction.
   *
   * @param size what the client thinks the message has, octets (RFC 1870)
   * @param utf8 SMTPUTF8 (RFC 6531)
   */
  record Mail(MailAddress sender, OptionalLong size, BodyType body, boolean utf8) implements LmtpCommand {}

  /** Names a recipient. */
  record Rcpt(MailAddress recipient) implements LmtpCommand {}

  /** Announces the message, dot-stuffed. */
  record Data() implements LmtpCommand {}

  /**
   * Has a piece of the message behind it (RFC 3030).
   *
   * @param size octets of it
   * @param last whether it is the last
   */
  record Bdat(long size, boolean last) implements LmtpCommand {}

  /** Gives the transaction up. */
  record Rset() implements LmtpCommand {}

  /** Nothing. */
  record Noop() implements LmtpCommand {}

  /** Asks whether there is such a user. */
  record Vrfy() implements LmtpCommand {}

  /** Asks for help. */
  record Help() implements LmtpCommand {}

  /** Encrypts from here on (RFC 3207). */
  record StartTls() implements LmtpCommand {}

  /** Ends the session. */
  record Quit() implements LmtpCommand {}
}
