package org.godwit.imap.handler.fetch;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.concurrent.Executor;
import org.godwit.account.Extent;
import org.godwit.account.MailboxState;
import org.godwit.imap.handler.fetch.Located.Window;
import org.godwit.imap.response.ResponseWriter;
import org.godwit.imap.session.SelectedView;
import org.godwit.mail.UidSet;
import org.godwit.mailbox.api.MailReader;
import org.godwit.mailbox.api.MailboxFailure;
import org.godwit.mime.OctetRange;
import org.godwit.wire.ConnectionClosed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the FETCH responses of one command, in turns: some messages, then a pause for the client and for other sessions. Holds at
 * most one batch of summaries, one read of neighbouring bodies and one slice of a large body. Event loop of the session only; used
 * once.
 */
final class FetchRun {

  private static final Logger LOG = LoggerFactory.getLogger(FetchRun.class);
  /** Items of one message that ask for more than this many times what it may hold are answered in turns. */
  private static final long WORK_FACTOR = 4;
  /** A message is looked for anew so often when compaction moves it under our hands. */
  private static final int MOVES_MAX = 3;
  /** So many messages that nothing has to be read for are answered between two looks at the clock. */
  private static final int QUICK_MAX = 16;

  /** What a run works with. */
  interface Source {
    SelectedView view();

    ResponseWriter out();

    MailReader reader();

    /** Asks the store for the newest state, which is then in the view. */
    Uni<?> sync();

    /** Closes the connection at once. */
    void drop();

    /** Runs tasks on the session's event loop, after what waits there. */
    Executor later();
  }

  private final Source source;
  private final FetchPlan plan;
  private final UidSet changed;
  private final FetchLimits limits;
  private final FetchProblems problems;
  private final boolean byUid;

  private final Batch batch;
  private final Turns turns;
  private final MessageWriter writer;
  private final Bodies bodies;
  private final KeptItems kept;
  private final FetchedMessage message = new FetchedMessage();
  private final Located[] located;
  private MailboxState messages;
  private int moves;
  /** Octets that the message's items go through, the same ones once for each item. */
  private long work;

  /**
   * @param uids messages to tell about
   * @param changed those whose {@code \Seen} the command has set
   * @param byUid whether messages that are gone are nobody's fault (RFC 9051, 6.4.9)
   * @param kept what was answered before
   */
  FetchRun(Source source, FetchPlan plan, UidSet uids, UidSet changed, boolean byUid, FetchProblems problems,
      FetchLimits limits, KeptItems kept) {
    this.source = source;
    this.plan = plan;
    this.changed = changed;
    this.limits = limits;
    this.problems = problems;
    this.byUid = byUid;
    this.kept = kept;
    this.batch = new Batch(uids);
    this.turns = new Turns(source.out(), source.later(), limits);
    this.writer = new MessageWriter(source.out(), turns);
    this.bodies = new Bodies(source.reader(), limits);
    this.located = new Located[plan.bodies()];
    this.messages = source.view().messages();
  }

  /** Writes everything. Fails when the client is gone, or the store. */
  Uni<Void> run() {
    return Turns.repeat(this::turn).onTermination().invoke(() -> kept.end(messages));
  }

  private Uni<Boolean> turn() {
    if (!batch.hasMessage()) {
      if (!batch.fill()) {
        return Uni.createFrom().item(false);
      }
      locate();
    }
    while (batch.hasMessage()) {
      var wait = quick() ? null : one();
      if (wait != null) {
        return wait.onFailure(MailboxFailure.class).recoverWithUni(this::unread);
      }
      if (!turns.mayGoOn()) {
        break;
      }
    }
    return turns.pause();
  }

  private void locate() {
    if (batch.locate(messages) > 0 && !byUid) {
      problems.expunged();
    }
  }

  /** Answers for the next few messages as long as nothing has to be read for them. @return whether there was one */
  private boolean quick() {
    int count = 0;
    while (count < QUICK_MAX && turns.hasRoom() && batch.hasMessage() && !changed.contains(batch.uid())
        && (plan.needsRowOnly() || kept.knows(batch.uid()))) {
      message.moveTo(messages, batch.index(), null);
      writer.begin(sequenceNumber());
      if (plan.needsRowOnly()) {
        plan.items().forEach(item -> writer.metadata((MetadataItem) item, message));
      } else {
        kept.write(writer, message);
      }
      writer.end();
      done();
      count++;
    }
    return count > 0;
  }

  /** Answers for one message, or tells what to wait for before another try. */
  private Uni<Boolean> one() {
    if (plan.needsSummary() && !batch.hasSummaries()) {
      var now = source.reader().summariesNow(messages, batch.indexes());
      if (now == null) {
        return source.reader().summaries(messages, batch.indexes()).invoke(batch::summaries).map(read -> true);
      }
      batch.summaries(now);
    }
    message.moveTo(messages, batch.index(), batch.summary());
    var items = changed.contains(batch.uid()) ? plan.itemsIfSeen() : plan.items();
    OctetRange needs;
    try {
      needs = needs(items);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      damaged("damaged summary: " + e.getMessage());
      return null;
    }
    if (needs != null && needs.length() > limits.messageBytesMax() || work > WORK_FACTOR * limits.messageBytesMax()) {
      return large(items);
    }
    if (needs == null) {
      write(items, null, 0);
      return null;
    }
    var extent = message.body().slice(needs.start(), needs.length());
    var toRead = plan.wantsMost() ? bodies.withNeighbours(extent, batch, message) : extent;
    var octets = bodies.now(extent, toRead);
    if (octets == null) {
      return bodies.read(toRead).map(read -> true);
    }
    if (!source.reader().isWholeNow(message.body())) {
      return source.reader().verify(message.body()).map(whole -> true);
    }
    write(items, octets, needs.start());
    return null;
  }

  /** Locates all body items; the range that holds what they need, null if nothing. */
  private OctetRange needs(List<PlannedItem> items) {
    if (plan.needsSummary()) {
      message.summary();
    }
    long start = Long.MAX_VALUE;
    long end = 0;
    work = 0;
    int i = 0;
    for (var item : items) {
      if (item instanceof BodyItem body) {
        located[i] = body.locate(message);
        work += located[i].work();
        var range = located[i++].needs();
        if (range != null) {
          start = Math.min(start, range.start());
          end = Math.max(end, range.end());
        }
      }
    }
    if (end > message.octets()) {
      throw new IndexOutOfBoundsException("octet " + end + " of " + message.octets());
    }
    return end == 0 ? null : new OctetRange(start, end);
  }

  /** @param octets of the message from {@code base} on; null if none are needed */
  private void write(List<PlannedItem> items, Slice octets, long base) {
    if (!isEmpty(items)) {
      writer.begin(sequenceNumber());
      int body = 0;
      for (var planned : items) {
        switch (planned) {
          case MetadataItem item -> writer.metadata(item, message);
          case BodyItem item -> body(item, located[body++], octets, base);
        }
      }
      writer.end();
      kept.learn(message, located);
    }
    done();
  }

  private int sequenceNumber() {
    var view = source.view();
    return messages == view.messages() ? view.sequenceNumberAt(batch.index()) : view.sequenceNumber(batch.uid());
  }

  /** Whether nothing can be told, since no part can be decoded. */
  private boolean isEmpty(List<PlannedItem> items) {
    int undecodable = 0;
    for (int i = 0; i < plan.bodies(); i++) {
      undecodable += located[i] instanceof Located.Undecodable ? 1 : 0;
    }
    if (undecodable > 0) {
      problems.undecodable();
    }
    return undecodable == items.size();
  }

  private void body(BodyItem item, Located where, Slice octets, long base) {
    switch (where) {
      case Located.Absent _ -> writer.absent(item);
      case Located.Undecodable _ -> { }
      case Located.Sized(long size) -> writer.size(item, size);
      case Located.InMemory inMemory -> writer.octets(item, inMemory.made(), inMemory.window());
      case Located.Stored(OctetRange range) -> writer.octets(item, octets == null ? Slice.EMPTY : octets.part(range, base));
      case Located.Transformed(OctetRange range, var start, Window window) -> {
        var stored = octets == null ? Slice.EMPTY : octets.part(range, base);
        var transform = start.get();
        byte[] made = Transforms.apply(transform, stored.array(), stored.offset(), stored.length());
        if (Transforms.isLost(transform, made.length)) {
          lost(item);
        } else {
          writer.octets(item, made, window);
        }
      }
    }
  }

  /** A part of which nothing could be decoded; the response has begun. */
  private void lost(BodyItem item) {
    problems.undecodable();
    writer.absent(item);
  }

  private void done() {
    batch.next();
    moves = 0;
  }

  // --- large messages ---

  private Uni<Boolean> large(List<PlannedItem> items) {
    bodies.forget();
    if (isEmpty(items)) {
      done();
      return turns.pause();
    }
    if (!source.reader().isWholeNow(message.body())) {
      return source.reader().verify(message.body()).map(whole -> true);
    }
    var large = new LargeMessage(writer, message, turns, limits.sliceBytesMax(), this::octets, this::sent, this::lost);
    return large.write(sequenceNumber(), items, located)
        .onFailure(failure -> large.isBegun()).recoverWithUni(this::broken)
        .invoke(this::done)
        .chain(turns::pause);
  }

  /** In the middle of a literal nothing can be said any more. */
  private Uni<Void> broken(Throwable failure) {
    if (!(failure instanceof ConnectionClosed)) {
      LOG.warn("message with UID {} of {} could not be sent to its end: {}", batch.uid(), messages.id(), failure.toString());
    }
    source.drop();
    return Uni.createFrom().failure(new ConnectionClosed());
  }

  /** Octets of the message on their way from the file that they are in; null if there is none, or if they cannot go as they are. */
  private Uni<Void> sent(OctetRange range) {
    var extent = message.body().slice(range.start(), range.length());
    var file = source.reader().fileNow(extent);
    return file == null ? null : source.out().sendFile(file, extent.offset(), extent.length());
  }

  /** Octets of the message, wherever it is now. */
  private Uni<Slice> octets(OctetRange range) {
    Extent extent = message.body().slice(range.start(), range.length());
    var now = bodies.now(extent);
    if (now != null) {
      return Uni.createFrom().item(now);
    }
    return source.reader().read(extent).map(read -> Slice.of(read.getBytes()))
        .onFailure(FetchRun::isExpired).recoverWithUni(failure -> movedOctets(range, failure));
  }

  private Uni<Slice> movedOctets(OctetRange range, Throwable failure) {
    int uid = batch.uid();
    if (++moves > MOVES_MAX) {
      return Uni.createFrom().failure(failure);
    }
    return source.sync().chain(() -> {
      messages = source.view().messages();
      int index = messages.indexOf(uid);
      if (index < 0) {
        return Uni.createFrom().failure(failure);
      }
      message.movedTo(messages, index);
      return octets(range);
    });
  }

  // --- what cannot be read ---

  private static boolean isExpired(Throwable failure) {
    return failure instanceof MailboxFailure f && f.kind() == MailboxFailure.Kind.EXPIRED;
  }

  private Uni<Boolean> unread(Throwable thrown) {
    var failure = (MailboxFailure) thrown;
    return switch (failure.kind()) {
      case EXPIRED -> moved(failure);
      case CORRUPT -> unreadable(failure);
      default -> Uni.createFrom().failure(failure);
    };
  }

  /** One of those that were read together is damaged: finds out which, and goes on with the others. */
  private Uni<Boolean> unreadable(MailboxFailure failure) {
    if (plan.needsSummary() && !batch.hasSummaries() && !batch.isSingle()) {
      batch.shrink();
    } else if (!bodies.hadNeighbours()) {
      damaged(failure.getMessage());
    }
    return turns.pause();
  }

  /** Compaction has moved messages, or they are gone: looks where they are now. A file that stays missing is damage. */
  private Uni<Boolean> moved(MailboxFailure failure) {
    if (++moves > MOVES_MAX) {
      return unreadable(failure);
    }
    return source.sync().map(synced -> {
      messages = source.view().messages();
      locate();
      return true;
    });
  }

  private void damaged(String why) {
    LOG.error("message with UID {} of {} cannot be read: {}", batch.uid(), messages.id(), why);
    problems.damaged(batch.uid(), source.out());
    done();
  }
}
