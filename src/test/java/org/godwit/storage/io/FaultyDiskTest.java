package org.godwit.storage.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The tool that the crash tests trust must itself lose what it should lose, and keep what it must keep. */
class FaultyDiskTest {

  private static final Path DIRECTORY = Path.of("/d");
  private static final Path FILE = DIRECTORY.resolve("a");

  private static List<ByteBuffer> bytes(int length) {
    var buffer = ByteBuffer.allocate(length);
    while (buffer.hasRemaining()) {
      buffer.put((byte) 'x');
    }
    return List.of(buffer.flip());
  }

  private static FaultyDisk disk() throws IOException {
    var disk = new FaultyDisk(1);
    disk.createDirectories(DIRECTORY);
    return disk;
  }

  @Test
  void keepsWhatWasSyncedAndSometimesLosesTheRest() throws Exception {
    var sizes = new HashSet<Integer>();
    var names = new HashSet<Integer>();
    for (int seed = 0; seed < 50; seed++) {
      var disk = disk();
      var out = disk.create(FILE);
      out.append(bytes(1000));
      out.sync();
      disk.syncDirectory(DIRECTORY);
      out.append(bytes(2000));
      disk.create(DIRECTORY.resolve("b"));
      var after = disk.afterPowerCut(seed);
      byte[] content = after.content(FILE);
      assertThat(content.length).isBetween(1000, 3000);
      assertThat(content[999]).isEqualTo((byte) 'x');
      sizes.add(content.length);
      names.add(after.files().size());
    }
    assertThat(sizes).contains(1000, 3000).hasSizeGreaterThan(5);
    assertThat(names).containsExactlyInAnyOrder(1, 2);
  }

  @Test
  void aFailedSyncLosesBytesThatTheCacheStillShows() throws Exception {
    boolean lost = false;
    for (int seed = 0; seed < 20; seed++) {
      var disk = new FaultyDisk(seed);
      disk.createDirectories(DIRECTORY);
      var out = disk.create(FILE);
      out.append(bytes(1000));
      disk.refuse(DiskException.Kind.BROKEN, FaultyDisk.Operation.SYNC);
      assertThatThrownBy(out::sync).isInstanceOf(DiskException.class);
      disk.heal();
      disk.sync(FILE);
      assertThat(disk.content(FILE)).hasSize(1000);
      disk.forgetCached(FILE);
      lost |= disk.content(FILE).length == 0;
    }
    assertThat(lost).isTrue();
  }

  @Test
  void stopsAfterTheNthChange() throws Exception {
    var disk = disk().stopAfter(1);
    var out = disk.create(FILE);
    assertThatThrownBy(() -> out.append(bytes(10))).isInstanceOf(Crash.class);
    assertThatThrownBy(() -> disk.open(FILE)).isInstanceOf(Crash.class);
    assertThat(disk.afterKill(2).content(FILE).length).isLessThanOrEqualTo(10);
  }
}
