package org.godwit.auth;

import java.net.InetAddress;

/**
 * One attempt to log in with a password, as a client sent it: nothing is checked or normalised yet.
 *
 * @param authorizationId whom to act for (RFC 4616), or empty for oneself
 * @param user            the name of the user that the password belongs to
 * @param password        the password
 * @param remote          the address of the client
 */
public record Login(String authorizationId, String user, Password password, InetAddress remote) {
  /** A login as oneself, as IMAP's LOGIN command does. */
  public static Login of(String user, Password password, InetAddress remote) {
    return new Login("", user, password, remote);
  }
}
