package org.godwit.auth.ldap;

import com.unboundid.ldap.sdk.DN;
import java.util.Optional;
import org.godwit.auth.UserName;
import org.godwit.auth.backend.BackendSetupException;

/**
 * Whom to bind as when no search finds the entry. Usually a distinguished name; Active Directory also takes {@code alice@example.org}
 * and {@code EXAMPLE\alice}.
 */
@FunctionalInterface
interface BindName {
  /** What a distinguished name is made of; in a name that is none they could only be there to make it one. */
  String DN_SPECIALS = ",=+<>;\"#";

  /** The name for a user; empty if nobody can have it. */
  Optional<String> fill(UserName user);

  /**
   * A template as {@code ldap.userDn} has it.
   *
   * @throws BackendSetupException if it cannot be used
   */
  static BindName of(String key, String text, String defaultDomain) {
    UserTemplate template = UserTemplate.of(key, text);
    if (!template.isVariable()) {
      throw new BackendSetupException(key + " is \"" + text + "\", expected %u, %n or %d in it, or everybody is the same");
    }
    if (text.contains("=")) {
      DnTemplate parsed = DnTemplate.of(key, text, defaultDomain);
      return user -> parsed.fill(user).map(DN::toString);
    }
    return user -> template.fill(user, defaultDomain).filter(name -> name.chars().noneMatch(c -> DN_SPECIALS.indexOf(c) >= 0));
  }
}
