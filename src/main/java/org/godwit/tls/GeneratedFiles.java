package org.godwit.tls;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.godwit.config.Machine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A generated certificate, kept in the data directory: made when there is none, and anew before it expires. One thread at a time. */
final class GeneratedFiles {

  private static final Logger LOG = LoggerFactory.getLogger(GeneratedFiles.class);
  private static final int LINE = 64;
  private static final FileAttribute<?> PRIVATE = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

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
    if (Files.notExists(certificateFile()) || Files.notExists(keyFile())) {
      return null;
    }
    try {
      var files = TlsFiles.read(List.of(certificateFile(), keyFile()));
      var identity = IdentityFiles.parse(files, new char[0]).getFirst();
      boolean named = host.isEmpty() || identity.names().contains(host.toLowerCase(java.util.Locale.ROOT));
      return named && !GeneratedIdentity.isOld(identity, Instant.now()) ? identity : null;
    } catch (TlsException damaged) {
      if (!Files.isReadable(keyFile()) || !Files.isReadable(certificateFile())) {
        throw damaged;
      }
      LOG.warn("The generated certificate is replaced: {}", damaged.getMessage());
      return null;
    }
  }

  /** Keeps what {@link #load} made, unless another node of the cluster has kept its own by now: then that one is everybody's, and loaded next. */
  void save() throws TlsException {
    if (unsaved == null) {
      return;
    }
    try {
      makeDirectory();
      try (var writers = FileChannel.open(directory.resolve(".generated.writing"), Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), PRIVATE);
          var _ = writers.lock()) {
        if (kept() == null) {
          write(keyFile(), "PRIVATE KEY", unsaved.key().getEncoded());
          write(certificateFile(), "CERTIFICATE", unsaved.certificate().getEncoded());
        }
      }
      unsaved = null;
    } catch (IOException | java.security.cert.CertificateEncodingException failed) {
      throw new TlsException(directory + ": the generated certificate can not be kept there: " + failed.getMessage(), failed);
    }
  }

  private void makeDirectory() throws IOException {
    try {
      Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (FileAlreadyExistsException usual) {
      // made by an earlier start, or by another node just now
    }
  }

  private static void write(Path file, String label, byte[] der) throws IOException {
    var text = "-----BEGIN " + label + "-----\n" + Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(der)
        + "\n-----END " + label + "-----\n";
    var next = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.delete(next);
    } catch (NoSuchFileException usual) {
      // nothing was interrupted here
    }
    Files.createFile(next, PRIVATE);
    Files.writeString(next, text, StandardCharsets.US_ASCII);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
