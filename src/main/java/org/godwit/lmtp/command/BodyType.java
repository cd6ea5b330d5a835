package org.godwit.lmtp.command;

/** What MAIL announces of the body (RFC 6152, RFC 3030). Every body is kept as it comes, to the octet. */
public enum BodyType {
  SEVEN_BIT, EIGHT_BIT, BINARY
}
