package org.godwit.auth.ldap;

import com.unboundid.ldap.sdk.LDAPException;
import org.godwit.auth.UserName;

/** How a user's entry is found. Blocks. */
interface LdapUsers {
  /** What there is of a user. */
  sealed interface Found {
    /**
     * One entry.
     *
     * @param bindName whom to bind as
     * @param account  the name of the account
     */
    record Entry(String bindName, UserName account) implements Found {}

    /** None. */
    record Nobody() implements Found {}

    /**
     * Something of which it is not clear whose it is; for the log.
     *
     * @param problem one line
     */
    record Unclear(String problem) implements Found {}
  }

  /**
   * Finds a user.
   *
   * @throws LDAPException if no server could tell
   */
  Found find(UserName user) throws LDAPException;

  /** Whether an entry that is found is there; else binding has to tell. */
  boolean isLookedUp();
}
