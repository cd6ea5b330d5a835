package org.godwit.auth.ldap;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.RDN;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.godwit.auth.UserName;
import org.godwit.auth.backend.BackendSetupException;

/**
 * A distinguished name (RFC 4514) with a user's name in its values. It is taken apart before the user's name is put into a value, so
 * nothing in that can be read as a part of the name: there is nothing to escape.
 */
final class DnTemplate {
  private record Part(String[] attributes, List<UserTemplate> values) {}

  private final List<Part> parts;
  private final String defaultDomain;

  private DnTemplate(List<Part> parts, String defaultDomain) {
    this.parts = List.copyOf(parts);
    this.defaultDomain = defaultDomain;
  }

  /**
   * Takes a template apart.
   *
   * @param key of the setting that it comes from
   * @throws BackendSetupException if it is no such name
   */
  static DnTemplate of(String key, String text, String defaultDomain) {
    var parts = new ArrayList<Part>();
    for (RDN rdn : parse(key, text).getRDNs()) {
      if (Arrays.stream(rdn.getAttributeNames()).anyMatch(name -> name.contains("%"))) {
        throw new BackendSetupException(key + ": \"" + text + "\" has a variable in front of a =; expected them behind");
      }
      parts.add(new Part(rdn.getAttributeNames(), Arrays.stream(rdn.getAttributeValues()).map(value -> UserTemplate.of(key, value)).toList()));
    }
    return new DnTemplate(parts, defaultDomain);
  }

  private static DN parse(String key, String text) {
    try {
      return new DN(text);
    } catch (LDAPException malformed) {
      throw new BackendSetupException(key + " is \"" + text + "\", expected a name such as uid=%u,ou=people,dc=example,dc=org");
    }
  }

  /** Whether it is different for different users. */
  boolean isVariable() {
    return parts.stream().flatMap(part -> part.values().stream()).anyMatch(UserTemplate::isVariable);
  }

  /** The name for a user; empty if it needs a domain and there is none. */
  Optional<DN> fill(UserName user) {
    var rdns = new ArrayList<RDN>();
    for (Part part : parts) {
      List<String> values = part.values().stream().flatMap(value -> value.fill(user, defaultDomain).stream()).toList();
      if (values.size() < part.values().size()) {
        return Optional.empty();
      }
      rdns.add(new RDN(part.attributes(), values.toArray(String[]::new)));
    }
    return Optional.of(new DN(rdns));
  }
}
