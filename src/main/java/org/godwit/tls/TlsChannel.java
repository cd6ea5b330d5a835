package org.godwit.tls;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** What a handshake settled, for who logs the client in: its certificates, and what binds a login to this very connection. */
public final class TlsChannel {

  private static final String TLS_1_3 = "TLSv1.3";
  private static final int EXPORTER_BYTES = 32;

  private final ExtendedSSLSession session;

  /** @param session of a handshake that is over */
  public TlsChannel(ExtendedSSLSession session) {
    this.session = session;
  }

  /** {@code TLSv1.3} or {@code TLSv1.2}. */
  public String protocol() {
    return session.getProtocol();
  }

  /** The cipher suite by its registered name. */
  public String cipherSuite() {
    return session.getCipherSuite();
  }

  /**
   * The client's certificate, then those that lead to a CA that {@code tls.clientCa} trusts: verified. Empty if the client
   * sent none or was not asked.
   */
  public List<X509Certificate> clientCertificates() {
    try {
      return Arrays.stream(session.getPeerCertificates()).map(X509Certificate.class::cast).toList();
    } catch (SSLPeerUnverifiedException none) {
      return List.of();
    }
  }

  /** The channel binding {@code tls-server-end-point} (RFC 5929, 4.1); empty if the certificate's signature leaves it undefined. */
  public Optional<byte[]> serverEndPoint() {
    var local = session.getLocalCertificates();
    if (local == null || !(local[0] instanceof X509Certificate certificate)) {
      return Optional.empty();
    }
    try {
      return Optional.of(MessageDigest.getInstance(hash(certificate.getSigAlgName())).digest(certificate.getEncoded()));
    } catch (NoSuchAlgorithmException | CertificateEncodingException undefined) {
      return Optional.empty();
    }
  }

  /** {@code SHA384withECDSA} to {@code SHA-384}; MD5 and SHA-1 become SHA-256. */
  private static String hash(String signature) {
    String name = signature.toUpperCase(Locale.ROOT);
    int with = name.indexOf("WITH");
    String hash = with < 0 ? name : name.substring(0, with);
    return switch (hash) {
      case "MD5", "SHA1" -> "SHA-256";
      case "SHA224", "SHA256", "SHA384", "SHA512" -> "SHA-" + hash.substring("SHA".length());
      default -> hash;
    };
  }

  /** The channel binding {@code tls-exporter} (RFC 9266, 2); with TLS 1.3 only, where it is always unique. */
  public Optional<byte[]> exporter() {
    if (!protocol().equals(TLS_1_3)) {
      return Optional.empty();
    }
    try {
      return Optional.of(session.exportKeyingMaterialData("EXPORTER-Channel-Binding", new byte[0], EXPORTER_BYTES));
    } catch (SSLException | UnsupportedOperationException notExported) {
      return Optional.empty();
    }
  }
}
