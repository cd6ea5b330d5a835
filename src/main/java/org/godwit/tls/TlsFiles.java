package org.godwit.tls;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Files as they were at one time: read whole, links followed, so that it does not matter how a file is replaced.
 *
 * @param contents by path, in the order asked for
 */
record TlsFiles(Map<Path, byte[]> contents) {

  /** No certificate chain or key store is larger. */
  private static final long FILE_BYTES_MAX = 1 << 20;

  /** File names of a certificate chain and its key, in directories as Kubernetes and certbot make them. */
  private static final List<List<String>> PAIRS = List.of(List.of("tls.crt", "tls.key"), List.of("fullchain.pem", "privkey.pem"));

  /**
   * Reads these files.
   *
   * @throws TlsException if one can not be read; it says which and why
   */
  static TlsFiles read(List<Path> paths) throws TlsException {
    var contents = new LinkedHashMap<Path, byte[]>();
    for (var path : paths) {
      for (var file : Files.isDirectory(path) ? pairIn(path) : List.of(path)) {
        contents.put(file, content(file));
      }
    }
    return new TlsFiles(contents);
  }

  private static List<Path> pairIn(Path directory) throws TlsException {
    for (var pair : PAIRS) {
      var files = new ArrayList<>(pair.stream().map(directory::resolve).toList());
      if (files.stream().allMatch(Files::exists)) {
        return files;
      }
    }
    throw new TlsException(directory + ": has neither tls.crt and tls.key nor fullchain.pem and privkey.pem, or they may not be read");
  }

  private static byte[] content(Path file) throws TlsException {
    try (var in = Files.newInputStream(file)) {
      byte[] content = in.readNBytes((int) FILE_BYTES_MAX + 1);
      if (content.length > FILE_BYTES_MAX) {
        throw new TlsException(file + ": larger than " + FILE_BYTES_MAX + " bytes");
      }
      return content;
    } catch (NoSuchFileException missing) {
      throw new TlsException(file + ": there is no such file");
    } catch (AccessDeniedException denied) {
      throw new TlsException(file + ": " + System.getProperty("user.name") + " may not read it");
    } catch (IOException failed) {
      throw new TlsException(file + ": can not be read: " + failed.getMessage(), failed);
    }
  }

  /** A digest of names and contents. */
  String digest() {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      contents.forEach((path, content) -> {
        digest.update((path + "\n" + content.length + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8));
        digest.update(content);
      });
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
