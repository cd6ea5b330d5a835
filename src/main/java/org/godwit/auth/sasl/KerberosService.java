package org.godwit.auth.sasl;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.security.auth.Subject;
import javax.security.auth.kerberos.KeyTab;

/**
 * This server as Kerberos knows it, and whose its clients' principals are. Needs the keytab and nothing else: no krb5.conf, no
 * KDC, no file of JAAS. Immutable.
 *
 * @param keytab      keys of the services
 * @param services    SASL service names that it has keys of, such as {@code imap}
 * @param realms      realms whose principals are users by their bare name
 * @param keepsOthers whether principals of other realms are users by the name {@code user@realm}; otherwise they are nobody
 */
public record KerberosService(Path keytab, Set<String> services, Set<String> realms, boolean keepsOthers) {
  private static final int COMPONENTS_OF_SERVICE = 2;

  public KerberosService {
    services = Set.copyOf(services);
    realms = Set.copyOf(realms);
  }

  /**
   * Looks which services and realms a keytab has. Blocks.
   *
   * @param realms empty: those of the keytab
   * @throws IOException if it cannot be used; the message says why
   */
  public static KerberosService open(Path keytab, List<String> realms, boolean keepsOthers) throws IOException {
    var services = new HashSet<String>();
    var own = new HashSet<String>();
    Keytab.principals(keytab).stream().filter(principal -> principal.components().size() == COMPONENTS_OF_SERVICE).forEach(principal -> {
      services.add(principal.components().getFirst());
      own.add(principal.realm());
    });
    if (!services.contains("imap") && !services.contains("pop")) {
      throw new IOException(keytab + " has neither a key of imap/HOST@REALM nor one of pop/HOST@REALM");
    }
    return new KerberosService(keytab, services, realms.isEmpty() ? own : Set.copyOf(realms), keepsOthers);
  }

  /** The user name of {@code user@REALM}, or of {@code user} alone; empty if it is of a realm whose principals are nobody here. */
  Optional<String> user(String principal) {
    int at = principal.lastIndexOf('@');
    if (at < 0 || realms.contains(principal.substring(at + 1))) {
      return Optional.of(at < 0 ? principal : principal.substring(0, at));
    }
    return Optional.of(principal).filter(other -> keepsOthers);
  }

  /** Who may accept for every service of the keytab, which is read when a ticket comes: new keys in it count at once. */
  Subject subject() {
    return new Subject(true, Set.of(), Set.of(), Set.of(KeyTab.getUnboundInstance(keytab.toFile())));
  }
}
