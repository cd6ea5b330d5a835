package org.godwit.auth.sasl;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import javax.naming.InvalidNameException;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.ldap.LdapName;
import javax.security.auth.x500.X500Principal;

/**
 * Whose a client's certificate is. Immutable.
 *
 * @param sources      where names are taken from, in this order
 * @param bySubject    users by the subjects of their certificates, for {@link Source#TABLE}
 * @param localDomains domains whose addresses are also users by their local part, in lower case
 */
public record CertificateUsers(List<Source> sources, Map<X500Principal, String> bySubject, Set<String> localDomains) {
  /** The usual: mail addresses, then the common name. */
  public static final CertificateUsers USUAL = new CertificateUsers(List.of(Source.EMAIL, Source.CN), Map.of(), Set.of());

  private static final int RFC822_NAME = 1;
  private static final String UID = "0.9.2342.19200300.100.1.1";
  private static final int NAMES_MAX = 8;

  /** Where a certificate has a name. */
  public enum Source {
    /** Its whole subject stands in a table. */
    TABLE,
    /** Mail addresses among its alternative names ({@code rfc822Name}, RFC 5280, 4.2.1.6). */
    EMAIL,
    /** Common names in its subject. */
    CN,
    /** User ids in its subject (RFC 4519, 2.39). */
    UID
  }

  public CertificateUsers {
    sources = List.copyOf(sources);
    bySubject = Map.copyOf(bySubject);
    localDomains = Set.copyOf(localDomains);
  }

  /** The names that the certificate gives its owner, the first that is a user's counts. Few; none if it cannot be read. */
  List<String> names(X509Certificate certificate) {
    try {
      var names = new LinkedHashSet<String>();
      for (Source source : sources) {
        names(source, certificate).forEach(names::add);
      }
      return names.stream().limit(NAMES_MAX).toList();
    } catch (CertificateParsingException | InvalidNameException unreadable) {
      return List.of();
    }
  }

  private Stream<String> names(Source source, X509Certificate certificate) throws CertificateParsingException, InvalidNameException {
    return switch (source) {
      case TABLE -> Stream.ofNullable(bySubject.get(certificate.getSubjectX500Principal()));
      case EMAIL -> addresses(certificate).flatMap(this::ofAddress);
      case CN -> parts(certificate, "CN");
      case UID -> parts(certificate, "UID");
    };
  }

  private static Stream<String> addresses(X509Certificate certificate) throws CertificateParsingException {
    var alternatives = certificate.getSubjectAlternativeNames();
    return alternatives == null ? Stream.empty()
        : alternatives.stream().filter(name -> name.getFirst().equals(RFC822_NAME)).map(name -> name.get(1).toString());
  }

  private Stream<String> ofAddress(String address) {
    int at = address.lastIndexOf('@');
    boolean local = at > 0 && localDomains.contains(address.substring(at + 1).toLowerCase(Locale.ROOT));
    return local ? Stream.of(address, address.substring(0, at)) : Stream.of(address);
  }

  private static Stream<String> parts(X509Certificate certificate, String type) throws InvalidNameException {
    String subject = certificate.getSubjectX500Principal().getName(X500Principal.RFC2253, Map.of(UID, "UID"));
    return new LdapName(subject).getRdns().reversed().stream()
        .map(part -> part.toAttributes().get(type)).filter(Objects::nonNull).flatMap(CertificateUsers::texts);
  }

  private static Stream<String> texts(Attribute attribute) {
    try {
      return Collections.list(attribute.getAll()).stream().filter(String.class::isInstance).map(String.class::cast);
    } catch (NamingException unreadable) {
      return Stream.empty();
    }
  }
}
