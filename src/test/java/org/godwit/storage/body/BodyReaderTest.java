package org.godwit.storage.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.godwit.account.Extent;
import org.godwit.storage.AccountFiles;
import org.godwit.storage.io.Disk;
import org.godwit.storage.io.ReadFile;
import org.godwit.storage.io.RealDisk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that has been open for long may be out of date, on a file system that others write to. */
class BodyReaderTest {

  private static final int LENGTH = 100;
  private static final Extent BODY = Extent.ofBodyFile(1, LENGTH);

  @TempDir
  private Path directory;
  private int staleOpenings;

  /** As an old descriptor may be: its server is gone, or it does not know that the file has grown, or what is in it now; or a file that only a worker may read. */
  private enum Stale {
    FAILS, ENDS_EARLY, HAS_OTHER_OCTETS, IS_FAR_AWAY
  }

  private record StaleFile(ReadFile file, Stale how) implements ReadFile {
    @Override
    public int read(long position, ByteBuffer buffer) throws IOException {
      return switch (how) {
        case FAILS -> throw new IOException("Transport endpoint is not connected");
        case ENDS_EARLY -> 0;
        case HAS_OTHER_OCTETS -> {
          int octets = buffer.remaining();
          buffer.put(new byte[octets]);
          yield octets;
        }
        case IS_FAR_AWAY -> file.read(position, buffer);
      };
    }

    @Override
    public int readNow(long position, ByteBuffer buffer) {
      return -1;
    }

    @Override
    public long size() throws IOException {
      return file.size();
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }

  /** The real disk, whose files are stale when they are opened for the first times. */
  private Disk disk(Stale how, int times) {
    var real = new RealDisk();
    staleOpenings = times;
    return (Disk) Proxy.newProxyInstance(Disk.class.getClassLoader(), new Class<?>[] {Disk.class}, (proxy, method, arguments) -> {
      try {
        var result = method.invoke(real, arguments);
        return result instanceof ReadFile file && staleOpenings-- > 0 ? new StaleFile(file, how) : result;
      } catch (InvocationTargetException failure) {
        throw failure.getCause();
      }
    });
  }

  private BodyReader reader(Disk disk) throws IOException {
    var stored = new AccountFiles(new RealDisk(), directory);
    var writer = BodyFileWriter.create(stored);
    writer.write(ByteBuffer.wrap(new byte[LENGTH]).put(0, (byte) 1));
    Files.createDirectories(stored.bodies());
    stored.disk().link(stored.incoming().resolve(writer.finish()), stored.body(1));
    return new BodyReader(new AccountFiles(disk, directory), new OpenFiles(disk, 10), VerifiedBodies.ofOne(), (in, length) -> new byte[0]);
  }

  @Test
  void aFileThatLostItsServerIsOpenedAnew() throws IOException {
    assertThat(reader(disk(Stale.FAILS, 1)).read(BODY)).hasSize(LENGTH).startsWith(1);
  }

  @Test
  void aFileThatHasGrownIsOpenedAnew() throws IOException {
    assertThat(reader(disk(Stale.ENDS_EARLY, 1)).read(BODY)).hasSize(LENGTH).startsWith(1);
  }

  @Test
  void aBodyIsDamagedOnlyIfItIsWhenOpenedAnew() throws IOException {
    reader(disk(Stale.HAS_OTHER_OCTETS, 1)).verify(BODY);
  }

  @Test
  void aFileThatCannotBeReadAtOnceIsNotSentAsSuch() throws IOException {
    var reader = reader(disk(Stale.IS_FAR_AWAY, Integer.MAX_VALUE));
    reader.verify(BODY);
    assertThat(reader.fileNow(BODY)).isNull();
  }

  @Test
  void tellsTheFileOfABodyThatIsOpenAndWhole() throws IOException {
    var reader = reader(new RealDisk());
    assertThat(reader.fileNow(BODY)).isNull();
    reader.verify(BODY);
    assertThat(reader.fileNow(BODY)).isRegularFile().hasSize(LENGTH + BodyTrailer.BYTES);
    assertThat(reader.fileNow(Extent.ofBodyFile(1, LENGTH + 1000))).isNull();
    assertThat(reader.fileNow(Extent.ofBodyFile(2, LENGTH))).isNull();
    assertThat(reader.fileNow(new Extent(1, 0, LENGTH))).isNull();
  }

  @Test
  void whatStaysWrongIsToldAsSuch() throws IOException {
    var reader = reader(disk(Stale.ENDS_EARLY, Integer.MAX_VALUE));
    assertThatThrownBy(() -> reader.read(BODY)).isInstanceOf(IOException.class).hasMessageContaining("100 octets early");
    assertThatThrownBy(() -> reader.verify(BODY)).isInstanceOf(IOException.class);
  }
}
