package org.godwit.imap.handler.fetch;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;
import org.godwit.account.Extent;
import org.godwit.account.MailboxEntry;
import org.godwit.account.MailboxBuilder;
import org.godwit.account.MailboxState;
import org.godwit.account.MessageRow;
import org.godwit.auth.CleartextPolicy;
import org.godwit.auth.sasl.SaslMechanisms;
import org.godwit.imap.command.CommandBytes;
import org.godwit.imap.command.CommandParser;
import org.godwit.imap.command.ImapCommand;
import org.godwit.imap.command.ParseContext;
import org.godwit.imap.command.ParseException;
import org.godwit.imap.response.CommandFailure;
import org.godwit.imap.response.ResponseCode;
import org.godwit.imap.response.ResponseWriter;
import org.godwit.imap.response.Tagged;
import org.godwit.imap.session.Capabilities;
import org.godwit.imap.session.ClientLink;
import org.godwit.imap.session.ImapSession;
import org.godwit.imap.session.Peer;
import org.godwit.imap.session.Selection;
import org.godwit.mail.EncodedSummary;
import org.godwit.mail.Flags;
import org.godwit.mail.InternalDate;
import org.godwit.mail.MailboxId;
import org.godwit.mail.MailboxName;
import org.godwit.mail.UidSet;
import org.godwit.mail.UidValidity;
import org.godwit.mailbox.api.IncomingBody;
import org.godwit.mailbox.api.MailReader;
import org.godwit.mailbox.api.MailboxClient;
import org.godwit.mailbox.api.MailboxFailure;
import org.godwit.mailbox.api.MailboxReply;
import org.godwit.mailbox.api.MailboxRequest;
import org.godwit.mailbox.api.NewMessage;
import org.godwit.mime.MessageParser;
import org.godwit.tls.TlsChannel;
import org.godwit.wire.Output;

/** A session with a selected mailbox whose store is a list: messages in one segment, read from memory. */
final class FetchFixture implements MailboxClient, MailReader {

  static final MailboxId ID = new MailboxId(7);

  /** What a message is in the fake store. */
  private record Stored(MessageRow row, byte[] octets) {}

  private final List<Stored> messages = new ArrayList<>();
  private final Map<Integer, Buffer> segments = new HashMap<>();
  private final ByteArrayOutputStream segment = new ByteArrayOutputStream();
  /** Segments whose pages are never cached. */
  final Set<Integer> cold = new HashSet<>();
  /** Offsets in segment 0 that cannot be read. */
  final Set<Long> damaged = new HashSet<>();
  /** Offsets in segment 0 of bodies that can be read, but not as they were written. */
  final Set<Long> flipped = new HashSet<>();
  private final Set<Extent> verified = new HashSet<>();
  /** UIDs whose summary is damaged. */
  final Set<Integer> damagedSummaries = new HashSet<>();
  /** What they keep of one command helps the next one, as in a server. */
  private final Map<FetchLimits, FetchHandler> handlers = new HashMap<>();
  /** What they take for the time. */
  long nanos;
  /** How often summaries were asked for. */
  int summariesRead;
  /** Requests that were made. */
  final List<MailboxRequest<?>> requests = new ArrayList<>();
  /** Extents that were read. */
  final List<Extent> reads = new ArrayList<>();
  /** Called with every read; may change the store. */
  Runnable onRead = () -> { };
  int gap = 24;
  boolean dropped;
  private long modSeq = 100;
  private UidSet vanished = UidSet.EMPTY;
  private int currentSegment;

  final Recorder output = new Recorder();
  final ImapSession session = new ImapSession(new ResponseWriter(output), new Link(), new Capabilities(Set.of(),
      SaslMechanisms.ofPasswords(null), CleartextPolicy.LOOPBACK, 1 << 20));
  private Selection selection;

  /** Adds a message behind the others. */
  FetchFixture add(byte[] octets) {
    int uid = messages.size() * 2 + 3;
    return add(uid, octets, Flags.NONE);
  }

  FetchFixture add(int uid, byte[] octets, Flags flags) {
    segments.clear();
    segment.writeBytes(new byte[gap]);
    var extent = new Extent(currentSegment, segment.size(), octets.length);
    segment.writeBytes(octets);
    messages.add(new Stored(new MessageRow(uid, flags, ++modSeq, new InternalDate(1_000_000_000L + uid, 90).packed(),
        1_700_000_000 + uid, 5000 + uid, extent, uid), octets));
    return this;
  }

  /** Adds a message in a file of its own, too large to be anywhere: its octets are made when they are read. */
  FetchFixture addHuge(int uid, long length) {
    messages.add(new Stored(new MessageRow(uid, Flags.NONE, ++modSeq, new InternalDate(0, 0).packed(), 0, uid,
        Extent.ofBodyFile(uid, length), uid), null));
    return this;
  }

  /** What stands at an offset of a huge message. */
  static byte hugeOctet(long offset) {
    return (byte) ('a' + offset % 23);
  }

  private static Buffer huge(Extent extent) {
    byte[] octets = new byte[(int) extent.length()];
    for (int i = 0; i < octets.length; i++) {
      octets[i] = hugeOctet(extent.offset() + i);
    }
    return Buffer.buffer(octets);
  }

  /** Selects the mailbox with what is in it. */
  FetchFixture select() {
    return select(false);
  }

  FetchFixture select(boolean readOnly) {
    session.authenticated("anna");
    selection = new Selection(this, session, selected(), readOnly);
    session.select(selection);
    return this;
  }

  /** Writes all messages into a new segment, as compaction does; the old one is gone. */
  void compact() {
    segments.clear();
    segment.reset();
    currentSegment++;
    var all = List.copyOf(messages);
    messages.clear();
    for (var one : all) {
      var row = one.row;
      segment.writeBytes(new byte[gap * 2]);
      var extent = new Extent(currentSegment, segment.size(), one.octets.length);
      segment.writeBytes(one.octets);
      messages.add(new Stored(new MessageRow(row.uid(), row.flags(), row.modSeq(), row.internalDate(), row.saveDate(),
          row.emailId(), extent, row.summary()), one.octets));
    }
  }

  void expunge(int uid) {
    modSeq++;
    messages.removeIf(one -> one.row.uid() == uid);
    vanished = vanished.union(UidSet.of(uid));
  }

  byte[] octets(int uid) {
    return messages.stream().filter(one -> one.row.uid() == uid).findFirst().orElseThrow().octets;
  }

  MailboxState state() {
    var builder = new MailboxBuilder(ID, 100_000, modSeq, 1, 0);
    messages.forEach(one -> builder.add(one.row));
    if (!vanished.isEmpty()) {
      builder.addVanished(vanished, modSeq);
    }
    return builder.build();
  }

  private MailboxReply.Selected selected() {
    var state = state();
    return new MailboxReply.Selected(new MailboxEntry(ID, MailboxName.INBOX, new UidValidity(1), Set.of(), state.counts(),
        state), 100_000);
  }

  // --- running a command ---

  /** What the handler wrote for a command, and how it ended, as the last line. */
  String run(String line, FetchLimits limits) {
    return new String(octets(line, limits), StandardCharsets.ISO_8859_1);
  }

  String run(String line) {
    return run(line, FetchLimits.DEFAULT);
  }

  byte[] octets(String line, FetchLimits limits) {
    output.clear();
    Tagged tagged;
    try {
      tagged = uni(line, limits).await().atMost(Duration.ofSeconds(10));
    } catch (CommandFailure failure) {
      tagged = failure.tagged();
    }
    session.out().tagged("a", tagged);
    return output.bytes.toByteArray();
  }

  /** As {@link #octets(String, FetchLimits)} by somebody who knows nothing of earlier commands. */
  byte[] octetsAfresh(String line) {
    var known = Map.copyOf(handlers);
    handlers.clear();
    try {
      return octets(line, FetchLimits.DEFAULT);
    } finally {
      handlers.putAll(known);
    }
  }

  Uni<Tagged> uni(String line, FetchLimits limits) {
    return handlers.computeIfAbsent(limits, bounds -> new FetchHandler(this, bounds, () -> nanos)).handle(parsed(line), session);
  }

  static ImapCommand.Fetch parsed(String line) {
    try {
      return (ImapCommand.Fetch) CommandParser.parse(CommandBytes.of("a " + line), new ParseContext(true, '/')).command();
    } catch (ParseException e) {
      throw new IllegalArgumentException(line, e);
    }
  }

  Selection selection() {
    return selection;
  }

  // --- the store ---

  @Override
  @SuppressWarnings("unchecked")
  public <R extends MailboxReply> Uni<R> send(MailboxRequest<R> request) {
    requests.add(request);
    return (Uni<R>) switch (request) {
      case MailboxRequest.Sync sync -> Uni.createFrom().item(this::selected);
      case MailboxRequest.Store store -> Uni.createFrom().item(() -> store(store));
      default -> throw new IllegalArgumentException(request.toString());
    };
  }

  private MailboxReply.Stored store(MailboxRequest.Store store) {
    modSeq++;
    for (int i = 0; i < messages.size(); i++) {
      var one = messages.get(i);
      var row = one.row;
      if (store.uids().contains(row.uid())) {
        messages.set(i, new Stored(new MessageRow(row.uid(), store.mode().change(row.flags(), store.flags()), modSeq,
            row.internalDate(), row.saveDate(), row.emailId(), row.body(), row.summary()), one.octets));
      }
    }
    return new MailboxReply.Stored(store.uids(), UidSet.EMPTY, modSeq, state());
  }

  @Override
  public Watch watch(String account, MailboxId mailbox, Runnable listener) {
    return () -> { };
  }

  @Override
  public Uni<IncomingBody> receive(String account) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Uni<NewMessage.Received> share(String from, NewMessage.Received body, String to) {
    throw new UnsupportedOperationException();
  }

  @Override
  public MailReader reader(String account) {
    return this;
  }

  // --- the reader ---

  @Override
  public boolean isWholeNow(Extent body) {
    return verified.contains(body);
  }

  @Override
  public Uni<Void> verify(Extent body) {
    return Uni.createFrom().item(() -> {
      if (!body.isBodyFile() && body.segment() != currentSegment) {
        throw new MailboxFailure(MailboxFailure.Kind.EXPIRED, "gone");
      }
      if (flipped.contains(body.offset())) {
        throw new MailboxFailure(MailboxFailure.Kind.CORRUPT, "damaged");
      }
      verified.add(body);
      return null;
    });
  }

  @Override
  public Uni<Buffer> read(Extent extent) {
    if (extent.length() > READ_BYTES_MAX) {
      throw new IllegalArgumentException("too much: " + extent);
    }
    return Uni.createFrom().item(() -> octets(extent));
  }

  @Override
  public Buffer readNow(Extent extent) {
    if (cold.contains(extent.segment()) || !extent.isBodyFile() && extent.segment() != currentSegment || isDamaged(extent)) {
      return null;
    }
    try {
      return octets(extent);
    } catch (MailboxFailure failure) {
      return null;
    }
  }

  @Override
  public boolean readNow(Extent extent, byte[] target) {
    var octets = readNow(extent);
    if (octets != null) {
      octets.getBytes(target);
    }
    return octets != null;
  }

  private Buffer octets(Extent extent) {
    reads.add(extent);
    onRead.run();
    if (extent.isBodyFile()) {
      return huge(extent);
    }
    if (extent.segment() != currentSegment) {
      throw new MailboxFailure(MailboxFailure.Kind.EXPIRED, "gone");
    }
    if (isDamaged(extent)) {
      throw new MailboxFailure(MailboxFailure.Kind.CORRUPT, "damaged");
    }
    var all = segments.computeIfAbsent(currentSegment, number -> Buffer.buffer(segment.toByteArray()));
    return all.slice((int) extent.offset(), (int) (extent.offset() + extent.length()));
  }

  private boolean isDamaged(Extent extent) {
    return damaged.stream().anyMatch(at -> at >= extent.offset() && at < extent.offset() + extent.length());
  }

  @Override
  public Uni<List<EncodedSummary>> summaries(MailboxState state, int[] indexes) {
    return Uni.createFrom().item(() -> Arrays.stream(indexes).mapToObj(index -> EncodedSummary.of(summary(state.uid(index)))).toList());
  }

  @Override
  public List<EncodedSummary> summariesNow(MailboxState state, int[] indexes) {
    return cold.contains(currentSegment) || !damagedSummaries.isEmpty() ? null
        : Arrays.stream(indexes).mapToObj(index -> EncodedSummary.of(summary(state.uid(index)))).toList();
  }

  private byte[] summary(int uid) {
    summariesRead++;
    if (damagedSummaries.contains(uid)) {
      throw new MailboxFailure(MailboxFailure.Kind.CORRUPT, "damaged");
    }
    return MessageParser.parse(octets(uid)).encode();
  }

  // --- the client ---

  /** Keeps or only counts what is written; can let the writer wait. */
  static final class Recorder implements Output {
    final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    final CRC32 sum = new CRC32();
    Uni<Void> drained = Uni.createFrom().voidItem();
    /** Most octets written between two questions whether more may be written. */
    long mostAtOnce;
    private long atOnce;
    boolean keep = true;

    void clear() {
      bytes.reset();
      sum.reset();
    }

    @Override
    public void put(int octet) {
      put(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void put(byte[] array, int offset, int length) {
      atOnce += length;
      mostAtOnce = Math.max(mostAtOnce, atOnce);
      sum.update(array, offset, length);
      if (keep) {
        bytes.write(array, offset, length);
      }
    }

    @Override
    public void putAscii(String ascii) {
      byte[] text = ascii.getBytes(StandardCharsets.US_ASCII);
      put(text, 0, text.length);
    }

    @Override
    public Uni<Void> drained() {
      atOnce = 0;
      return drained;
    }

    @Override
    public void flush() {
      // nothing is held back
    }
  }

  private final class Link implements ClientLink {
    @Override
    public Peer peer() {
      return new Peer(InetAddress.getLoopbackAddress(), true);
    }

    @Override
    public Optional<TlsChannel> tls() {
      return Optional.empty();
    }

    @Override
    public void startTls() {
      throw new UnsupportedOperationException();
    }

    @Override
    public long pendingOutputBytes() {
      return 0;
    }

    @Override
    public boolean isCompressed() {
      return false;
    }

    @Override
    public Uni<byte[]> readLine() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void afterReply(Runnable action) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void compress() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void decompress() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void bye(Optional<ResponseCode> code, String text) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void drop() {
      dropped = true;
    }

    @Override
    public void loggedIn(boolean loggedIn) {
      // no limits here
    }
  }
}
