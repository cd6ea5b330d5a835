package org.godwit.lmtp.delivery;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.godwit.lmtp.response.DeliveryFailure;
import org.godwit.lmtp.response.Replies;
import org.godwit.mailbox.api.IncomingBody;
import org.godwit.mailbox.api.MailFiles;
import org.godwit.mime.HeadSwap;
import org.godwit.mime.MessageParser;

/**
 * A message on its way in: in memory as long as it is small and there is room, else in one file, however many recipients it has. A
 * failure is remembered, and what comes after it forgotten: the client is told when it has sent everything. One event loop; one call at
 * a time.
 */
public final class IncomingMail {

  private static final byte[] NOTHING = new byte[0];
  private static final int START_BYTES = 4096;

  private final MailFiles files;
  private final MemoryBudget budget;
  private final DeliveryLimits limits;
  private final String account;
  private final Supplier<byte[]> head;
  private final boolean shared;

  private byte[] memory = NOTHING;
  private int count;
  private long budgeted;
  private long size;
  private boolean toDisk;
  private IncomingBody body;
  private MessageParser parser;
  private ReceivedMail received;
  private Throwable failure;

  /**
   * A message without octets yet.
   *
   * @param account in whose directory the file is written, if there is one
   * @param head the trace fields of one recipient
   * @param shared whether there are other recipients: a file then has no trace fields, each recipient gets them in front of it
   * @param declared octets, as the client said
   */
  IncomingMail(MailFiles files, MemoryBudget budget, DeliveryLimits limits, String account, Supplier<byte[]> head, boolean shared,
      OptionalLong declared) {
    this.files = files;
    this.budget = budget;
    this.limits = limits;
    this.account = account;
    this.head = head;
    this.shared = shared;
    this.toDisk = declared.orElse(0) >= limits.memoryBytesMax();
  }

  /** Takes the next octets; completes when more may come. Never fails. */
  public Uni<Void> write(byte[] octets) {
    size += octets.length;
    if (failure == null && size > limits.sizeMax()) {
      failed(new DeliveryFailure(Replies.TOO_BIG));
    }
    if (failure != null || octets.length == 0) {
      return Uni.createFrom().voidItem();
    }
    if (!toDisk && remember(octets)) {
      return Uni.createFrom().voidItem();
    }
    toDisk = true;
    return (body == null ? open().chain(() -> append(octets)) : append(octets)).onFailure().recoverWithItem(this::failed);
  }

  /** There are no more octets; completes when what was written to disk is durable there. Never fails. */
  public Uni<Void> complete() {
    if (failure != null) {
      return Uni.createFrom().voidItem();
    }
    if (body == null) {
      received = new ReceivedMail.InMemory(Arrays.copyOf(memory, count));
      return Uni.createFrom().voidItem();
    }
    var summary = parser.finish();
    return body.finish().<Void>map(file -> {
      received = shared ? new ReceivedMail.Shared(account, file, new HeadSwap(summary, head.get()))
          : new ReceivedMail.OnDisk(file, summary.encode());
      return null;
    }).onFailure().recoverWithItem(this::failed);
  }

  /** Gives up what it holds; what was delivered stays. Called once at the end, also after {@link #complete}. */
  public void release() {
    budget.give(budgeted);
    budgeted = 0;
    memory = NOTHING;
    if (body != null) {
      body.abort();
    }
  }

  /** Why it cannot be delivered. */
  public Optional<Throwable> failure() {
    return Optional.ofNullable(failure);
  }

  /** Octets that came. */
  public long size() {
    return size;
  }

  /** The message; after {@link #complete}, if there is no failure. */
  ReceivedMail received() {
    return received;
  }

  private boolean remember(byte[] octets) {
    if (count + octets.length > limits.memoryBytesMax() || !budget.take(octets.length)) {
      return false;
    }
    budgeted += octets.length;
    if (memory.length - count < octets.length) {
      memory = Arrays.copyOf(memory, Math.max(Math.max(START_BYTES, count + octets.length), Math.min(2 * memory.length, limits.memoryBytesMax())));
    }
    System.arraycopy(octets, 0, memory, count, octets.length);
    count += octets.length;
    return true;
  }

  /** The file, with the trace fields if it is for one, and what was in memory so far. */
  private Uni<Void> open() {
    return files.receive(account).chain(opened -> {
      body = opened;
      parser = new MessageParser();
      byte[] fields = head.get();
      parser.feed(fields, 0, fields.length);
      return shared ? Uni.createFrom().voidItem() : body.write(Buffer.buffer(fields));
    }).chain(() -> append(Arrays.copyOf(memory, count))).invoke(() -> {
      budget.give(budgeted);
      budgeted = 0;
      memory = NOTHING;
    });
  }

  private Uni<Void> append(byte[] octets) {
    parser.feed(octets, 0, octets.length);
    return octets.length == 0 ? Uni.createFrom().voidItem() : body.write(Buffer.buffer(octets));
  }

  private Void failed(Throwable why) {
    failure = why;
    return null;
  }
}
