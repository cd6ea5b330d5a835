package org.godwit.tls;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.godwit.config.RawSetting;
import org.godwit.config.Settings;
import org.godwit.config.SettingsLoader;

/** TLS for tests: a server's with a generated certificate, and clients that trust it. */
public final class TestTls {

  private static final ServerTls SERVER = open(Path.of("/nonexistent"), Map.of());

  private TestTls() {}

  /** One of all tests, whose certificate is only in memory. */
  public static ServerTls engines() {
    return SERVER;
  }

  /** One with these settings of {@code tls}. */
  public static ServerTls open(Path data, Map<String, String> settings) {
    try {
      return ServerTls.open(settings(settings).tls(), data);
    } catch (TlsException failed) {
      throw new IllegalStateException(failed);
    }
  }

  static Settings settings(Map<String, String> settings) {
    return SettingsLoader.load(settings.entrySet().stream()
        .map(setting -> RawSetting.of("tls." + setting.getKey(), setting.getValue(), "test")).toList());
  }

  /** Trusts what that server has now. */
  public static SSLContext trusting(ServerTls server) {
    return trusting(server.certificates());
  }

  /** Trusts these. */
  public static SSLContext trusting(List<X509Certificate> certificates) {
    return context("TLS", certificates, null);
  }

  /**
   * A client's side.
   *
   * @param protocol {@code TLS}, or {@code TLSv1.2}: nothing newer
   * @param keys     the client's own, or null
   */
  public static SSLContext context(String protocol, List<X509Certificate> certificates, KeyManager[] keys) {
    try {
      var store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      for (var certificate : certificates) {
        store.setCertificateEntry("c" + store.size(), certificate);
      }
      var trust = TrustManagerFactory.getInstance("PKIX");
      trust.init(store);
      var context = SSLContext.getInstance(protocol);
      context.init(keys, trust.getTrustManagers(), null);
      return context;
    } catch (Exception failed) {
      throw new IllegalStateException(failed);
    }
  }

  /** A certificate in PEM or DER form. */
  public static X509Certificate certificate(byte[] encoded) throws Exception {
    return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(encoded));
  }
}
