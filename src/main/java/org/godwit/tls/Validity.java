package org.godwit.tls;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;

/** Whether a certificate is one that clients may accept at a time; it is used all the same, because mail is better than none. */
final class Validity {

  private Validity() {}

  /** What an administrator should know of the certificate's time, in one line. */
  static Optional<String> problem(X509Certificate certificate, Instant now) {
    String name = "The TLS certificate of " + certificate.getSubjectX500Principal().getName();
    if (now.isAfter(certificate.getNotAfter().toInstant())) {
      return Optional.of(name + " expired at " + certificate.getNotAfter().toInstant() + ": clients will refuse it");
    }
    if (now.isBefore(certificate.getNotBefore().toInstant())) {
      return Optional.of(name + " is not valid before " + certificate.getNotBefore().toInstant() + ": clients will refuse it");
    }
    return Optional.empty();
  }
}
