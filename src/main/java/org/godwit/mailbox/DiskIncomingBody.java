package org.godwit.mailbox;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import org.godwit.mailbox.api.IncomingBody;
import org.godwit.mailbox.api.NewMessage;
import org.godwit.storage.body.BodyFileWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A large body on its way to disk: each piece is written on a worker before the next is taken. */
final class DiskIncomingBody implements IncomingBody {

  private static final Logger LOG = LoggerFactory.getLogger(DiskIncomingBody.class);

  private final BodyFileWriter writer;
  private final DiskFiles files;
  private long length;

  DiskIncomingBody(BodyFileWriter writer, DiskFiles files) {
    this.writer = writer;
    this.files = files;
  }

  @Override
  public Uni<Void> write(Buffer octets) {
    length += octets.length();
    return files.writing(() -> {
      writer.write(ByteBuffer.wrap(octets.getBytes()));
      files.room().takenByMail(octets.length());
      return null;
    });
  }

  @Override
  public Uni<NewMessage.Received> finish() {
    return files.writing(() -> new NewMessage.Received(writer.finish(), length)).invoke(files::received);
  }

  @Override
  public void abort() {
    files.blockingRun(writer::discard).subscribe().with(done -> { },
        failure -> LOG.warn("a body that nobody wants was not removed: {}", failure.toString()));
  }
}
