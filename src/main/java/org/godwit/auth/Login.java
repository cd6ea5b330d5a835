package org.godwit.auth;

/**
 * One attempt to log in with a password, as a client sent it: nothing is checked or normalised yet.
 *
 * @param authorizationId whom to act for (RFC 4616), or empty for oneself
 * @param user            the name of the user that the password belongs to
 * @param password        the password
 * @param channel         how the client reaches the server
 * @param mechanism       by which command or SASL mechanism it was sent, for the log: {@code LOGIN}, {@code PLAIN}, {@code USER}
 */
public record Login(String authorizationId, String user, Password password, ClientChannel channel, String mechanism) {
  /** A login as oneself, as IMAP's LOGIN and POP3's PASS do. */
  public static Login of(String user, Password password, ClientChannel channel, String mechanism) {
    return new Login("", user, password, channel, mechanism);
  }
}
