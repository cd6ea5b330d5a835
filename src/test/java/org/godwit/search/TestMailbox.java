package org.godwit.search;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.godwit.account.Extent;
import org.godwit.account.MailboxBuilder;
import org.godwit.account.MailboxState;
import org.godwit.account.MessageRow;
import org.godwit.mail.EncodedSummary;
import org.godwit.mail.Flags;
import org.godwit.mail.InternalDate;
import org.godwit.mail.MailboxId;
import org.godwit.mailbox.api.MailReader;
import org.godwit.mailbox.api.MailboxFailure;
import org.godwit.mime.MessageParser;

/** A mailbox in memory: rows, summaries as the parser makes them, and octets. Its reader can be made to misbehave. */
final class TestMailbox implements MailReader {

  static final OffsetDateTime DAY = OffsetDateTime.parse("2024-03-10T12:00:00+00:00");

  private final ByteArrayOutputStream octets = new ByteArrayOutputStream();
  /** All octets, as they were when something was read last. */
  private byte[] all = {};
  private final List<MessageRow> rows = new ArrayList<>();
  private final List<byte[]> summaries = new ArrayList<>();

  /** Octets and summaries that cannot be had at once. */
  boolean slow;
  /** Reads that fail with EXPIRED before one works. */
  int expiring;
  /** UIDs whose summary is damaged. */
  final List<Integer> corrupt = new ArrayList<>();
  /** What searches ask. */
  TextIndex index = TextIndex.NONE;
  int bodyReads;
  long octetsRead;

  /** Adds a message; its lines are given with \n. */
  TestMailbox add(String message) {
    return add(message, Flags.NONE, DAY);
  }

  TestMailbox add(String message, Flags flags, OffsetDateTime date) {
    return add(message.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8), flags, date);
  }

  TestMailbox add(byte[] message, Flags flags, OffsetDateTime date) {
    int number = summaries.size() + 1;
    var parser = new MessageParser();
    parser.feed(message, 0, message.length);
    summaries.add(parser.finish().encode());
    rows.add(new MessageRow(number * 10, flags, number, InternalDate.of(date).packed(), (int) date.toEpochSecond(), 100 + number,
        new Extent(0, octets.size(), message.length), number));
    octets.writeBytes(message);
    return this;
  }

  /** The summary of the newest message. */
  byte[] newest() {
    return summaries.getLast();
  }

  /** Expunges the message at this index. */
  void remove(int index) {
    rows.remove(index);
  }

  MailboxState state() {
    var builder = new MailboxBuilder(new MailboxId(1), summaries.size() * 10 + 1, summaries.size(), 1, 0);
    rows.forEach(builder::add);
    return builder.build();
  }

  SearchSource source() {
    var state = state();
    return new SearchSource("alice", this, state, state.size(), () -> Uni.createFrom().item(this::state));
  }

  @Override
  public boolean isWholeNow(Extent body) {
    return true;
  }

  @Override
  public Uni<Void> verify(Extent body) {
    return Uni.createFrom().voidItem();
  }

  @Override
  public Uni<Buffer> read(Extent extent) {
    bodyReads++;
    octetsRead += extent.length();
    if (expiring > 0) {
      expiring--;
      return Uni.createFrom().failure(new MailboxFailure(MailboxFailure.Kind.EXPIRED, "moved"));
    }
    all = all.length == octets.size() ? all : octets.toByteArray();
    return Uni.createFrom().item(
        Buffer.buffer(Arrays.copyOfRange(all, (int) extent.offset(), (int) (extent.offset() + extent.length()))));
  }

  @Override
  public Buffer readNow(Extent extent) {
    return slow || expiring > 0 ? null : read(extent).await().indefinitely();
  }

  @Override
  public boolean readNow(Extent extent, byte[] target) {
    var octets = readNow(extent);
    if (octets != null) {
      octets.getBytes(target);
    }
    return octets != null;
  }

  @Override
  public Uni<List<EncodedSummary>> summaries(MailboxState messages, int[] indexes) {
    if (expiring > 0) {
      expiring--;
      return Uni.createFrom().failure(new MailboxFailure(MailboxFailure.Kind.EXPIRED, "moved"));
    }
    var result = new ArrayList<EncodedSummary>();
    for (int index : indexes) {
      if (corrupt.contains(messages.uid(index))) {
        return Uni.createFrom().failure(new MailboxFailure(MailboxFailure.Kind.CORRUPT, "damaged"));
      }
      result.add(EncodedSummary.of(summaries.get((int) messages.summary(index) - 1)));
    }
    return Uni.createFrom().item(result);
  }

  @Override
  public List<EncodedSummary> summariesNow(MailboxState messages, int[] indexes) {
    return slow || expiring > 0 ? null : summaries(messages, indexes).await().indefinitely();
  }

  /** The sequence numbers that a search finds. */
  List<Integer> search(Criterion criterion) {
    return Arrays.stream(matches(criterion).indexes()).map(i -> i + 1).boxed().toList();
  }

  Matches matches(Criterion criterion) {
    return new Searcher(Workers.direct(), index).search(source(), criterion, Progress.NONE).await().indefinitely();
  }
}
