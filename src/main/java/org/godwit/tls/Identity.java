package org.godwit.tls;

import java.net.InetAddress;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a server proves its name with.
 *
 * @param chain the certificate, then those that lead to its issuer; not empty
 * @param key the private key of the first
 */
record Identity(List<X509Certificate> chain, PrivateKey key) {

  /** Types of SubjectAltName (RFC 5280, 4.2.1.6). */
  private static final int DNS_NAME = 2;
  private static final int IP_ADDRESS = 7;

  Identity {
    chain = List.copyOf(chain);
  }

  /** The server's own certificate. */
  X509Certificate certificate() {
    return chain.getFirst();
  }

  /** SHA-256 of the certificate in hex: what distinguishes it from all others. */
  String fingerprint() {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate().getEncoded()));
    } catch (NoSuchAlgorithmException | CertificateEncodingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Names and addresses it is for, in lower case; wildcards as {@code *.example.org}. Empty if it has no SubjectAltName. */
  Set<String> names() {
    var names = new LinkedHashSet<String>();
    try {
      Collection<List<?>> alternatives = certificate().getSubjectAlternativeNames();
      for (List<?> alternative : alternatives == null ? List.<List<?>>of() : alternatives) {
        if (alternative.get(1) instanceof String name) {
          switch ((Integer) alternative.get(0)) {
            case DNS_NAME -> names.add(name.toLowerCase(Locale.ROOT));
            case IP_ADDRESS -> names.add(InetAddress.ofLiteral(name).getHostAddress());
            default -> { }
          }
        }
      }
    } catch (CertificateParsingException | IllegalArgumentException unreadable) {
      return Set.of();
    }
    return names;
  }
}
