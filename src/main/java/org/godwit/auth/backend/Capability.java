package org.godwit.auth.backend;

/** What a back end can do. */
public enum Capability {
  /** Tells whether a password is right: {@link CredentialBackend#verify}. */
  PASSWORD,
  /** Tells whether there is such a user: {@link CredentialBackend#lookUp} with any kind of secret. */
  LOOKUP,
  /** Knows passwords as they are, for CRAM-MD5 and APOP; also SCRAM and OTP can be served from them. */
  CLEAR_PASSWORD,
  /** Knows verifiers for SCRAM-SHA-1. */
  SCRAM_SHA_1,
  /** Knows verifiers for SCRAM-SHA-256. */
  SCRAM_SHA_256,
  /** Tells whether a bearer token is valid, and whose it is: {@link CredentialBackend#verifyToken}. */
  TOKEN
}
