package org.godwit.auth;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;

/** A random key that a server keeps: what is derived from it is the same after a restart, and nobody else can derive it. */
public final class ServerSecret {
  private static final int KEY_BYTES = 32;

  private ServerSecret() {}

  /**
   * The key in this file, made if there is none; {@value #KEY_BYTES} bytes, as hexadecimal digits in a file of mode 0600. Blocks.
   *
   * @throws IOException if it cannot be read or made, or holds something else
   */
  public static byte[] load(Path path) throws IOException {
    var file = new PrivateFile(path);
    if (!Files.exists(path)) {
      file.change(() -> {
        file.create((HexFormat.of().formatHex(random()) + "\n").getBytes(StandardCharsets.US_ASCII));
        return path;
      });
    }
    return read(path);
  }

  /** A key for this process only. */
  public static byte[] random() {
    var key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    return key;
  }

  private static byte[] read(Path path) throws IOException {
    try {
      byte[] key = HexFormat.of().parseHex(Files.readString(path, StandardCharsets.US_ASCII).strip());
      if (key.length == KEY_BYTES) {
        return key;
      }
    } catch (IllegalArgumentException | java.nio.charset.CharacterCodingException damaged) {
      // falls through to the same answer as for a key that is too short
    } catch (NoSuchFileException gone) {
      throw new IOException(path + " was removed while it was read", gone);
    }
    throw new IOException(path + " is damaged: expected " + 2 * KEY_BYTES + " hexadecimal digits; when it is removed, another is made");
  }
}
