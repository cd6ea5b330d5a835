package org.godwit.auth.sasl;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Whose keys a keytab holds; the keys themselves only the JDK's Kerberos reads. The format is MIT's, version 2: big-endian
 * entries, each behind its length, a negative length being a hole.
 */
final class Keytab {
  private static final int VERSION_2 = 0x0502;
  private static final long FILE_BYTES_MAX = 1 << 20;
  private static final int COMPONENTS_MAX = 16;

  private Keytab() {}

  /** A principal, such as {@code imap/mail.example.org@EXAMPLE.ORG}. */
  record Principal(List<String> components, String realm) {}

  /**
   * The principals in a keytab. Blocks.
   *
   * @throws IOException if it cannot be read or is not such a file; the message says which file and why
   */
  static Set<Principal> principals(Path file) throws IOException {
    if (Files.size(file) > FILE_BYTES_MAX) {
      throw new IOException(file + " is larger than " + FILE_BYTES_MAX + " bytes");
    }
    try {
      return principals(Files.readAllBytes(file));
    } catch (EOFException | IllegalArgumentException damaged) {
      throw new IOException(file + " is not a keytab, or is damaged", damaged);
    }
  }

  private static Set<Principal> principals(byte[] content) throws IOException {
    var in = new DataInputStream(new ByteArrayInputStream(content));
    if (in.readUnsignedShort() != VERSION_2) {
      throw new IllegalArgumentException("not version 2");
    }
    var principals = new LinkedHashSet<Principal>();
    while (in.available() > 0) {
      int length = in.readInt();
      byte[] entry = in.readNBytes(Math.absExact(length));
      if (entry.length < Math.abs(length)) {
        throw new EOFException();
      }
      if (length > 0) {
        principals.add(principal(new DataInputStream(new ByteArrayInputStream(entry))));
      }
    }
    return principals;
  }

  private static Principal principal(DataInputStream entry) throws IOException {
    int count = entry.readUnsignedShort();
    if (count > COMPONENTS_MAX) {
      throw new IllegalArgumentException("too many components");
    }
    String realm = text(entry);
    var components = new ArrayList<String>();
    for (int i = 0; i < count; i++) {
      components.add(text(entry));
    }
    return new Principal(List.copyOf(components), realm);
  }

  private static String text(DataInputStream entry) throws IOException {
    byte[] text = new byte[entry.readUnsignedShort()];
    entry.readFully(text);
    return new String(text, StandardCharsets.UTF_8);
  }
}
