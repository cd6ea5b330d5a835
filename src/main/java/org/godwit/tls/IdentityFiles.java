package org.godwit.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Makes identities of files: PEM chains with their keys, which may stand elsewhere, and PKCS#12 stores. */
final class IdentityFiles {

  private final char[] password;
  private final List<Identity> identities = new ArrayList<>();
  private final List<NamedChain> chains = new ArrayList<>();
  private final List<PrivateKey> keys = new ArrayList<>();

  private record NamedChain(String file, List<X509Certificate> certificates) {}

  private IdentityFiles(char[] password) {
    this.password = password;
  }

  /**
   * All identities in these files, in their order.
   *
   * @throws TlsException if a file is damaged, or a certificate has no key, or there is none
   */
  static List<Identity> parse(TlsFiles files, char[] password) throws TlsException {
    var reader = new IdentityFiles(password);
    for (var file : files.contents().entrySet()) {
      reader.add(file.getKey(), file.getValue());
    }
    return reader.complete();
  }

  private void add(Path path, byte[] content) throws TlsException {
    String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".p12") || name.endsWith(".pfx")) {
      addStore(path.toString(), content);
    } else {
      var pem = PemFile.parse(path.toString(), content, password);
      if (pem.certificates().isEmpty() && pem.keys().isEmpty()) {
        throw new TlsException(path + ": neither a certificate nor a private key is in it");
      }
      keys.addAll(pem.keys());
      if (!pem.certificates().isEmpty()) {
        chains.add(new NamedChain(path.toString(), pem.certificates()));
      }
    }
  }

  private void addStore(String file, byte[] content) throws TlsException {
    try {
      var store = KeyStore.getInstance("PKCS12");
      store.load(new ByteArrayInputStream(content), password);
      for (String alias : Collections.list(store.aliases())) {
        if (store.getKey(alias, password) instanceof PrivateKey key) {
          identities.add(new Identity(
              Arrays.stream(store.getCertificateChain(alias)).map(X509Certificate.class::cast).toList(), key));
        }
      }
    } catch (GeneralSecurityException | IOException unreadable) {
      throw new TlsException(file + ": not readable as PKCS#12 with tls.password or tls.passwordFile: " + unreadable.getMessage(),
          unreadable);
    }
  }

  private List<Identity> complete() throws TlsException {
    for (var chain : chains) {
      var key = KeyMatch.find(chain.certificates().getFirst().getPublicKey(), keys).orElseThrow(() -> new TlsException(
          chain.file() + ": the private key of its first certificate is in none of the files of tls.certificates and tls.keys"));
      identities.add(new Identity(chain.certificates(), key));
    }
    if (identities.isEmpty()) {
      throw new TlsException("tls.certificates: there is no certificate with a private key in "
          + "these files");
    }
    return List.copyOf(identities);
  }
}
