package org.godwit.mailbox;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;
import java.util.List;
import org.godwit.account.Extent;
import org.godwit.account.MailboxState;
import org.godwit.mail.EncodedSummary;
import org.godwit.mailbox.api.MailReader;
import org.godwit.storage.AccountStore;

/** Reads one account's bodies and summaries: at once from cached pages where possible, else on a worker. */
final class DiskMailReader implements MailReader {

  private final AccountStore.Reader reader;
  private final DiskFiles files;

  DiskMailReader(AccountStore.Reader reader, DiskFiles files) {
    this.reader = reader;
    this.files = files;
  }

  @Override
  public boolean isWholeNow(Extent body) {
    return reader.isWholeNow(body);
  }

  @Override
  public Uni<Void> verify(Extent body) {
    return files.blockingRun(() -> reader.verify(body)).onFailure().transform(StorageFailures::ofRead);
  }

  @Override
  public Uni<Buffer> read(Extent extent) {
    checkLength(extent);
    return files.blocking(() -> Buffer.buffer(reader.read(extent)))
        .onFailure().transform(StorageFailures::ofRead);
  }

  @Override
  public Buffer readNow(Extent extent) {
    checkLength(extent);
    var octets = reader.readNow(extent);
    return octets == null ? null : Buffer.buffer(octets);
  }

  @Override
  public boolean readNow(Extent extent, byte[] target) {
    return reader.readNow(extent, target);
  }

  @Override
  public Path fileNow(Extent extent) {
    return reader.fileNow(extent);
  }

  private static void checkLength(Extent extent) {
    if (extent.length() > READ_BYTES_MAX) {
      throw new IllegalArgumentException("read of " + extent.length() + " octets, at most " + READ_BYTES_MAX);
    }
  }

  @Override
  public Uni<List<EncodedSummary>> summaries(MailboxState messages, int[] indexes) {
    checkCount(indexes);
    return files.blocking(() -> reader.summaries(messages, indexes))
        .onFailure().transform(StorageFailures::ofRead);
  }

  @Override
  public List<EncodedSummary> summariesNow(MailboxState messages, int[] indexes) {
    checkCount(indexes);
    return reader.summariesNow(messages, indexes);
  }

  private static void checkCount(int[] indexes) {
    if (indexes.length > SUMMARIES_MAX) {
      throw new IllegalArgumentException(indexes.length + " summaries at once, at most " + SUMMARIES_MAX);
    }
  }
}
