package org.godwit.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.godwit.config.Machine;
import org.godwit.files.FirstFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A generated certificate, kept in the data directory: made when there is none, and anew before it expires. The file of the key has the certificate,
 * too, so that processes which share the directory agree on both; the one with the certificate alone is for clients, and is made after it. One
 * thread at a time.
 */
final class GeneratedFiles {

  private static final Logger LOG = LoggerFactory.getLogger(GeneratedFiles.class);
  private static final int LINE = 64;

  private final Path directory;
  private final String host;
  /** Made, and not yet kept. */
  private Identity unsaved;

  /** @param host the name in the certificate; empty for this machine's */
  GeneratedFiles(Path directory, String host) {
    this.directory = directory;
    this.host = host;
  }

  /** The files. */
  Path certificateFile() {
    return directory.resolve("generated.crt");
  }

  private Path keyFile() {
    return directory.resolve("generated.key");
  }

  /** The one in the directory, or a new one that is to be saved. */
  Identity load() throws TlsException {
    if (unsaved == null || GeneratedIdentity.isOld(unsaved, Instant.now())) {
      var kept = kept();
      if (kept != null) {
        unsaved = null;
        return kept;
      }
      unsaved = GeneratedIdentity.make(host.isEmpty() ? Machine.name() : host, Instant.now());
    }
    return unsaved;
  }

  private Identity kept() throws TlsException {
    if (Files.notExists(keyFile())) {
      return null;
    }
    try {
      var identity = stored();
      boolean named = host.isEmpty() || identity.names().contains(host.toLowerCase(java.util.Locale.ROOT));
      return named && !GeneratedIdentity.isOld(identity, Instant.now()) ? identity : null;
    } catch (TlsException damaged) {
      if (!Files.isReadable(keyFile())) {
        throw damaged;
      }
      LOG.warn("The generated certificate is replaced: {}", damaged.getMessage());
      return null;
    }
  }

  /** The first version kept them apart. */
  private Identity stored() throws TlsException {
    var together = TlsFiles.read(List.of(keyFile()));
    boolean apart = !new String(together.contents().get(keyFile()), StandardCharsets.US_ASCII).contains("BEGIN CERTIFICATE");
    var files = apart && Files.exists(certificateFile()) ? TlsFiles.read(List.of(certificateFile(), keyFile())) : together;
    return IdentityFiles.parse(files, new char[0]).getFirst();
  }

  /** Keeps what {@link #load} made, unless another process was first: then that is what {@link #load} finds. */
  void save() throws TlsException {
    try {
      if (unsaved != null) {
        makeDirectory();
        byte[] content = (pem("PRIVATE KEY", unsaved.key().getEncoded()) + pem("CERTIFICATE", unsaved.certificate().getEncoded()))
            .getBytes(StandardCharsets.US_ASCII);
        if (!FirstFile.make(keyFile(), content) && kept() == null) {
          replace(keyFile(), content);
        }
        unsaved = null;
      }
      byte[] forClients = pem("CERTIFICATE", load().certificate().getEncoded()).getBytes(StandardCharsets.US_ASCII);
      if (Files.notExists(certificateFile()) || !Arrays.equals(Files.readAllBytes(certificateFile()), forClients)) {
        replace(certificateFile(), forClients);
      }
    } catch (IOException | java.security.cert.CertificateEncodingException failed) {
      throw new TlsException(directory + ": the generated certificate can not be kept there: " + failed.getMessage(), failed);
    }
  }

  private void makeDirectory() throws IOException {
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
  }

  private static String pem(String label, byte[] der) {
    return "-----BEGIN " + label + "-----\n" + Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + label + "-----\n";
  }

  private static void replace(Path file, byte[] content) throws IOException {
    var next = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID() + ".new");
    try {
      Files.createFile(next, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.write(next, content);
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(next);
    }
  }
}
