package org.godwit.tls;

import java.security.KeyStore;
import java.security.cert.Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A certificate signed by itself, for servers that tests start beside Godwit.
 *
 * @param pem     what clients should trust
 * @param context of the server
 */
public record TestServerIdentity(String pem, SSLContext context) {

  /** One for these host names. */
  public static TestServerIdentity of(String... names) {
    try {
      Identity identity = TestCertificates.certificate("EC", names);
      var store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry("server", identity.key(), new char[0], identity.chain().toArray(Certificate[]::new));
      var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, new char[0]);
      var context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return new TestServerIdentity(TestCertificates.pem(identity.chain().getFirst()), context);
    } catch (Exception failed) {
      throw new IllegalStateException(failed);
    }
  }
}
