package org.godwit.storage.body;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.godwit.storage.AccountFiles;
import org.godwit.storage.io.RealDisk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BodyFileWriterTest {

  @TempDir
  private Path directory;

  @Test
  void whatNobodyAdoptsIsGoneOnceItIsDiscarded() throws IOException {
    var files = new AccountFiles(new RealDisk(), directory);
    var writer = BodyFileWriter.create(files);
    writer.write(ByteBuffer.wrap(new byte[100]));
    var received = files.incoming().resolve(writer.finish());
    writer.abort();
    assertThat(received).exists();

    writer.discard();
    writer.discard();

    assertThat(received).doesNotExist();
  }

  @Test
  void whatWasAdoptedKeepsItsOtherName() throws IOException {
    var files = new AccountFiles(new RealDisk(), directory);
    var writer = BodyFileWriter.create(files);
    writer.write(ByteBuffer.wrap(new byte[100]));
    String name = writer.finish();
    Files.createDirectories(files.bodies());
    files.disk().link(files.incoming().resolve(name), files.body(1));

    writer.discard();

    assertThat(files.body(1)).exists();
    assertThat(files.incoming().resolve(name)).doesNotExist();
  }
}
