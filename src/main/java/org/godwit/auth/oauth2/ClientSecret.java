package org.godwit.auth.oauth2;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/**
 * How this server names itself to the provider (RFC 6749, 2.3.1, HTTP Basic).
 *
 * @param id   its name
 * @param file its first line is the secret; read each time, so that it may change
 */
record ClientSecret(String id, Path file) {
  private static final long FILE_BYTES_MAX = 64 << 10;

  /** The value of the field Authorization. Blocks; fails if the file cannot be read. */
  String authorization() throws IOException {
    if (Files.size(file) > FILE_BYTES_MAX) {
      throw new IOException(file + " is larger than " + FILE_BYTES_MAX + " bytes");
    }
    String secret = Files.readString(file).lines().findFirst().orElse("").strip();
    if (secret.isEmpty()) {
      throw new IOException(file + " has no secret in its first line");
    }
    String both = URLEncoder.encode(id, StandardCharsets.UTF_8) + ":" + URLEncoder.encode(secret, StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.US_ASCII));
  }
}
