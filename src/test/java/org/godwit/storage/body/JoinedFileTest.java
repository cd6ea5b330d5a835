package org.godwit.storage.body;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.godwit.storage.AccountFiles;
import org.godwit.storage.io.FaultyDisk;
import org.godwit.storage.io.ReadFile;

/** Head and tail read like the one file that they stand for. */
class JoinedFileTest {

  private static final Path ROOT = Path.of("/account");

  @Property(tries = 200)
  void readsLikeOneFile(@ForAll long seed, @ForAll @IntRange(min = 1, max = 300) int head, @ForAll @IntRange(max = 3000) int tail)
      throws IOException {
    var random = new Random(seed);
    byte[] body = new byte[head + tail];
    random.nextBytes(body);
    var disk = new FaultyDisk(1);
    var files = new AccountFiles(disk, ROOT);
    var plain = received(files, body);
    disk.createDirectories(files.bodies());
    disk.link(received(files, Arrays.copyOfRange(body, head, body.length)), AccountFiles.tail(files.body(7)));
    JoinedFile.writeHead(disk, files.body(7), Arrays.copyOf(body, head));
    try (var one = disk.open(plain); var joined = JoinedFile.open(disk, files.body(7))) {
      assertThat(joined.size()).isEqualTo(one.size());
      assertThat(BodyTrailer.read(joined, files.body(7))).isEqualTo(BodyTrailer.read(one, plain));
      for (int i = 0; i < 30; i++) {
        long at = random.nextInt((int) one.size() + 10);
        int length = random.nextInt(head + tail + 30);
        assertThat(read(joined, at, length)).isEqualTo(read(one, at, length));
        assertThat(readNow(joined, at, length)).isEqualTo(read(one, at, length));
      }
    }
  }

  private static Path received(AccountFiles files, byte[] octets) throws IOException {
    var writer = BodyFileWriter.create(files);
    writer.write(ByteBuffer.wrap(octets));
    return files.incoming().resolve(writer.finish());
  }

  private static byte[] read(ReadFile file, long at, int length) throws IOException {
    var buffer = ByteBuffer.allocate(length);
    int read = file.read(at, buffer);
    assertThat(buffer.position()).isEqualTo(read);
    return Arrays.copyOf(buffer.array(), read);
  }

  private static byte[] readNow(ReadFile file, long at, int length) {
    var buffer = ByteBuffer.allocate(length);
    int read = 1;
    while (buffer.hasRemaining() && read > 0) {
      read = file.readNow(at + buffer.position(), buffer);
    }
    assertThat(read).isNotNegative();
    return Arrays.copyOf(buffer.array(), buffer.position());
  }
}
