package org.godwit.auth.ldap;

import com.unboundid.util.ssl.AggregateTrustManager;
import com.unboundid.util.ssl.HostNameTrustManager;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.godwit.auth.backend.BackendSetupException;

/**
 * Which certificates of LDAP servers are trusted: those that lead to a CA and bear the name of the host that was meant. The host name
 * is checked here and not by the library's connections, which do not check it after StartTLS.
 */
final class ServerTrust {
  private final X509TrustManager authorities;

  private ServerTrust(X509TrustManager authorities) {
    this.authorities = authorities;
  }

  /**
   * Trust in the CAs of a file; without one, in those that Java trusts.
   *
   * @throws BackendSetupException if it cannot be used
   */
  static ServerTrust of(String caFile, Path data) {
    try {
      return new ServerTrust(authorities(caFile.isEmpty() ? null : keyStore(data.resolve(caFile))));
    } catch (GeneralSecurityException | IOException unusable) {
      throw new BackendSetupException("ldap.caFile: " + data.resolve(caFile) + " cannot be used, expected PEM certificates: " + unusable.getMessage());
    }
  }

  private static KeyStore keyStore(Path file) throws GeneralSecurityException, IOException {
    var store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    int number = 0;
    try (InputStream in = Files.newInputStream(file)) {
      for (Certificate certificate : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("ca" + number++, certificate);
      }
    }
    if (number == 0) {
      throw new IOException("it has no certificate");
    }
    return store;
  }

  private static X509TrustManager authorities(KeyStore store) throws GeneralSecurityException {
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return Arrays.stream(factory.getTrustManagers()).filter(X509TrustManager.class::isInstance).map(X509TrustManager.class::cast)
        .findFirst().orElseThrow();
  }

  /** Sockets with TLS 1.2 or 1.3 (as Java has it) to one host. */
  SSLSocketFactory sockets(String host) {
    try {
      var context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new AggregateTrustManager(true, authorities, new HostNameTrustManager(true, host))}, null);
      return context.getSocketFactory();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java platform has TLS", impossible);
    }
  }
}
