package org.godwit.auth.backend;

import org.godwit.auth.Password;
import org.godwit.auth.ScramVerifier;

/** What a back end knows of a user that a mechanism can check a proof against. Never printed. */
public sealed interface Secret {
  /** The password itself; serves every mechanism. */
  record Clear(Password password) implements Secret {}

  /** What SCRAM needs and no more: from it the password cannot be read. */
  record Scram(ScramVerifier verifier) implements Secret {}
}
