package org.godwit.auth.sasl;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/** The users that a client's certificate can name: its mail addresses (subjectAltName rfc822Name), then its common name. */
final class CertificateNames {
  private static final int RFC822_NAME = 1;
  private static final int NAMES_MAX = 8;

  private CertificateNames() {}

  static List<String> of(X509Certificate certificate) {
    var names = new ArrayList<String>();
    try {
      var alternatives = certificate.getSubjectAlternativeNames();
      if (alternatives != null) {
        alternatives.stream().filter(name -> name.getFirst().equals(RFC822_NAME)).forEach(name -> names.add(name.get(1).toString()));
      }
      new LdapName(certificate.getSubjectX500Principal().getName()).getRdns().stream()
          .filter(part -> part.getType().equalsIgnoreCase("CN") && part.getValue() instanceof String)
          .map(Rdn::getValue).forEach(name -> names.add(name.toString()));
    } catch (CertificateParsingException | InvalidNameException unreadable) {
      return List.of();
    }
    return names.stream().limit(NAMES_MAX).toList();
  }
}
