package org.godwit.imap.response;

/** The status of a tagged response (RFC 9051, 7.1). */
public enum Status {
  OK,
  NO,
  BAD
}
