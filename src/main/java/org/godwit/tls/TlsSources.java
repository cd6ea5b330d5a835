package org.godwit.tls;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.godwit.config.TlsSettings;

/** Where certificates come from, as the settings say. Blocking; one thread at a time. */
final class TlsSources {

  private final TlsSettings settings;
  private final Path data;
  private final Optional<GeneratedFiles> generated;

  /**
   * What the sources hold.
   *
   * @param digest differs if anything does
   * @param clientTrust who vouches for clients; empty if they are not asked for certificates
   */
  record Found(String digest, List<Identity> identities, Optional<TrustManager[]> clientTrust) {}

  /** @param data the data directory: of a generated certificate, and of files whose paths are relative */
  TlsSources(TlsSettings settings, Path data) {
    this.settings = settings;
    this.data = data;
    this.generated = settings.certificates().isEmpty()
        ? Optional.of(new GeneratedFiles(data.resolve("tls"), settings.hostName())) : Optional.empty();
  }

  /** Whether certificates are generated, not configured. */
  Optional<Path> generatedCertificate() {
    return generated.map(GeneratedFiles::certificateFile);
  }

  /** The files, as they are now. */
  TlsFiles files() throws TlsException {
    var paths = new ArrayList<Path>();
    settings.certificates().forEach(file -> paths.add(data.resolve(file)));
    settings.keys().forEach(file -> paths.add(data.resolve(file)));
    other(settings.passwordFile()).ifPresent(paths::add);
    other(settings.clientCa()).ifPresent(paths::add);
    return TlsFiles.read(paths);
  }

  /** What is in them. */
  Found parse(TlsFiles files) throws TlsException {
    char[] password = password(files);
    var identities = generated.isPresent() ? List.of(generated.get().load())
        : IdentityFiles.parse(identityFiles(files), password);
    return new Found(digest(files), identities, clientTrust(files));
  }

  /** What distinguishes these files from any others. A generated certificate is looked at for its age, too. */
  String digest(TlsFiles files) throws TlsException {
    return files.digest() + (generated.isPresent() ? generated.get().load().fingerprint() : "");
  }

  /** Keeps a certificate that was generated. */
  void save() throws TlsException {
    if (generated.isPresent()) {
      generated.get().save();
    }
  }

  private Optional<Path> other(String file) {
    return file.isEmpty() ? Optional.empty() : Optional.of(data.resolve(file));
  }

  private TlsFiles identityFiles(TlsFiles files) {
    var contents = new java.util.LinkedHashMap<>(files.contents());
    other(settings.passwordFile()).ifPresent(contents::remove);
    other(settings.clientCa()).ifPresent(contents::remove);
    return new TlsFiles(contents);
  }

  private char[] password(TlsFiles files) {
    return other(settings.passwordFile())
        .map(file -> new String(files.contents().get(file), StandardCharsets.UTF_8).lines().findFirst().orElse(""))
        .orElse(settings.password()).toCharArray();
  }

  private Optional<TrustManager[]> clientTrust(TlsFiles files) throws TlsException {
    var file = other(settings.clientCa());
    return file.isEmpty() ? Optional.empty() : Optional.of(trusting(file.get(), files.contents().get(file.get())));
  }

  private static TrustManager[] trusting(Path file, byte[] content) throws TlsException {
    var authorities = PemFile.parse(file.toString(), content, new char[0]).certificates();
    if (authorities.isEmpty()) {
      throw new TlsException("tls.clientCa: " + file + " has no certificate in it");
    }
    try {
      var store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      for (X509Certificate authority : authorities) {
        store.setCertificateEntry("ca" + store.size(), authority);
      }
      var factory = TrustManagerFactory.getInstance("PKIX");
      factory.init(store);
      return factory.getTrustManagers();
    } catch (GeneralSecurityException | java.io.IOException failed) {
      throw new TlsException("tls.clientCa: " + file + " can not be used: " + failed.getMessage(), failed);
    }
  }
}
