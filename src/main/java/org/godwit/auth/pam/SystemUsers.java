package org.godwit.auth.pam;

import java.io.IOException;
import java.util.OptionalLong;

/** The users of the system. Blocks; safe from any thread. */
@FunctionalInterface
interface SystemUsers {
  /**
   * A user's number.
   *
   * @return from 0 to 2^32-1; empty if there is no such user
   * @throws IOException if it cannot be known now
   */
  OptionalLong uid(String name) throws IOException;
}
