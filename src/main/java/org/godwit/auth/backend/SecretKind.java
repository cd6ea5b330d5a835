package org.godwit.auth.backend;

/** Which secret a mechanism needs. */
public enum SecretKind {
  /** None: does the user exist? */
  NONE(Capability.LOOKUP),
  /** The password itself. */
  CLEAR_PASSWORD(Capability.CLEAR_PASSWORD),
  /** A verifier for SCRAM-SHA-1, or the password itself. */
  SCRAM_SHA_1(Capability.SCRAM_SHA_1),
  /** A verifier for SCRAM-SHA-256, or the password itself. */
  SCRAM_SHA_256(Capability.SCRAM_SHA_256);

  private final Capability capability;

  SecretKind(Capability capability) {
    this.capability = capability;
  }

  /** What a back end has that knows such secrets. */
  public Capability capability() {
    return capability;
  }
}
