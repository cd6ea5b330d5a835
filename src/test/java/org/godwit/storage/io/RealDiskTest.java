package org.godwit.storage.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RealDiskTest {

  private final Disk disk = new RealDisk();

  @TempDir
  Path directory;

  @Test
  void writesGatheredAndReadsAtPositions() throws Exception {
    Path file = directory.resolve("a");
    var buffers = new ArrayList<ByteBuffer>();
    for (int i = 0; i < 1500; i++) {
      buffers.add(ByteBuffer.wrap(new byte[] {(byte) i, (byte) (i >> 8)}));
    }
    try (var out = disk.create(file)) {
      out.append(buffers);
      out.sync();
      assertThat(out.size()).isEqualTo(3000);
    }
    try (var in = disk.open(file)) {
      assertThat(in.size()).isEqualTo(3000);
      var two = ByteBuffer.allocate(2);
      assertThat(in.read(2 * 1234, two)).isEqualTo(2);
      assertThat(two.array()).containsExactly((byte) 1234, (byte) (1234 >> 8));
      assertThat(in.read(2999, ByteBuffer.allocate(10))).isEqualTo(1);
      assertThat(in.read(3000, ByteBuffer.allocate(10))).isZero();
    }
  }

  @Test
  void readNowReadsCachedBytesIntoAnyBufferOrSaysThatItCannot() throws Exception {
    Path file = directory.resolve("a");
    try (var out = disk.create(file)) {
      out.append(List.of(ByteBuffer.wrap("0123456789".getBytes())));
    }
    try (var in = disk.open(file)) {
      for (var buffer : List.of(ByteBuffer.allocate(4), ByteBuffer.allocateDirect(4))) {
        int read = in.readNow(3, buffer);
        assertThat(read).isIn(-1, 4);
        if (read == 4) {
          assertThat(buffer.flip().get(0)).isEqualTo((byte) '3');
        }
      }
      assertThat(in.readNow(100, ByteBuffer.allocate(4))).isIn(-1, 0);
      disk.forgetCached(file);
      assertThat(in.read(3, ByteBuffer.allocate(4))).isEqualTo(4);
    }
  }

  @Test
  void aRootThatHasGoneIsNotMadeAnew() throws Exception {
    Path root = Files.createDirectory(directory.resolve("root"));
    var rooted = new RealDisk(root);
    rooted.createDirectories(root.resolve("a/b"));
    Files.move(root, directory.resolve("moved"));
    assertThatThrownBy(() -> rooted.createDirectories(root.resolve("a/b"))).isInstanceOf(DiskException.class)
        .hasMessage(root + ": is not there any more");
    assertThat(root).doesNotExist();
  }

  @Test
  void namesAreExclusiveAndListed() throws Exception {
    Path sub = directory.resolve("x/y");
    disk.createDirectories(sub);
    disk.createDirectories(sub);
    Path file = sub.resolve("a");
    disk.create(file).close();
    assertThatThrownBy(() -> disk.create(file)).isInstanceOf(FileAlreadyExistsException.class);
    disk.link(file, sub.resolve("b"));
    assertThatThrownBy(() -> disk.link(file, sub.resolve("b"))).isInstanceOf(FileAlreadyExistsException.class);
    disk.rename(file, sub.resolve("c"));
    disk.sync(sub.resolve("c"));
    disk.syncDirectory(sub);
    assertThat(disk.names(sub)).containsExactlyInAnyOrder("b", "c");
    assertThat(disk.list(directory)).extracting(Disk.Entry::directory).containsExactly(true);
    disk.delete(sub.resolve("c"));
    disk.delete(sub.resolve("c"));
    assertThat(disk.names(sub)).containsExactly("b");
    assertThat(disk.names(directory.resolve("nowhere"))).isEmpty();
    assertThatThrownBy(() -> disk.open(file)).isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> disk.createDirectories(sub.resolve("b/c"))).isInstanceOf(IOException.class);
  }
}
