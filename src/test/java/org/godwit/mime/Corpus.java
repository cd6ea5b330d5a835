package org.godwit.mime;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Messages that nobody here wrote, with CRLF line ends. */
final class Corpus {
  private static final Path DIRECTORY = Path.of("src/test/resources/corpus/mime4j");

  /** One message. */
  record Message(String name, byte[] bytes) {
    @Override
    public String toString() {
      return name;
    }
  }

  private Corpus() {}

  static List<Message> all() {
    try (Stream<Path> files = Files.list(DIRECTORY)) {
      return files.filter(file -> file.toString().endsWith(".msg")).sorted()
          .map(file -> new Message(file.getFileName().toString(), crlf(read(file)))).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] read(String name) {
    return crlf(read(DIRECTORY.resolve(name)));
  }

  /** LF that no CR precedes becomes CRLF. */
  static byte[] crlf(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length + 100);
    byte previous = 0;
    for (byte b : bytes) {
      if (b == '\n' && previous != '\r') {
        out.write('\r');
      }
      out.write(b);
      previous = b;
    }
    return out.toByteArray();
  }

  /** The octets of a message written with LF, for tests. */
  static byte[] lines(String... lines) {
    return crlf(String.join("\n", lines).getBytes(StandardCharsets.ISO_8859_1));
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
