package org.godwit.mailbox;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Where accounts live: {@code accounts/<two hex digits>/<name>}. The digits spread many accounts over directories; the name is the
 * account's, with every octet but lower-case letters, digits and {@code . _ @ + -} as {@code %xx}, so that no name can leave its
 * place, hide, or meet another on a file system that ignores case. Long names end in a hash.
 */
public record AccountDirectories(Path data) {

  private static final int NAME_BYTES_MAX = 180;

  /** The directory that holds all accounts. */
  public Path root() {
    return data.resolve("accounts");
  }

  /** The directory of one. */
  public Path of(String account) {
    String hash = HexFormat.of().formatHex(sha256(account));
    String name = encoded(account);
    if (name.length() > NAME_BYTES_MAX) {
      name = name.substring(0, NAME_BYTES_MAX - 33) + "~" + hash.substring(0, 32);
    }
    return root().resolve(hash.substring(0, 2)).resolve(name);
  }

  private static String encoded(String account) {
    var name = new StringBuilder();
    for (byte octet : account.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (octet & 0xFF);
      boolean plain = c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || "_@+-".indexOf(c) >= 0
          || c == '.' && !name.isEmpty();
      name.append(plain ? c : String.format("%%%02x", (int) c));
    }
    return name.toString();
  }

  private static byte[] sha256(String account) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(account.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
