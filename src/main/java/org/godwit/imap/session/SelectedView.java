package org.godwit.imap.session;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.godwit.account.MailboxState;
import org.godwit.imap.response.CommandFailure;
import org.godwit.mail.SequenceSet;
import org.godwit.mail.UidSet;

/**
 * What one client believes about its selected mailbox: the newest state of the mailbox, minus messages it was not told of yet,
 * plus <em>ghosts</em>, messages that are gone but whose EXPUNGE could not be sent yet (RFC 9051, 7.5.1).
 *
 * <p>Invariants: the client counts exactly the messages of {@link #messages()} up to the UID it was last told of, and the ghosts;
 * a sequence number is a rank in the union of both, in UID order. Finding one from the other takes O(log n) and no memory per
 * message.
 *
 * <p>Event loop of the session only.
 */
public final class SelectedView {

  /** Messages whose flags the client knows as of a modification sequence above {@link #toldModSeq}. */
  private record Known(UidSet uids, long modSeq) {}

  private final List<Known> known = new ArrayList<>();
  private MailboxState messages;
  private Ghosts ghosts = Ghosts.NONE;
  private int toldUid;
  private long toldModSeq;
  private long modSeqBeforeGhosts;
  private UidSet recent = UidSet.EMPTY;
  private UidSet saved = UidSet.EMPTY;

  /** The view of a client that was just told of all these messages. */
  public SelectedView(MailboxState messages) {
    this.messages = messages;
    this.toldUid = lastUid(messages);
    this.toldModSeq = messages.highestModSeq();
  }

  private static int lastUid(MailboxState state) {
    return state.size() == 0 ? 0 : state.uid(state.size() - 1);
  }

  // --- reading ---

  /**
   * The newest state of the mailbox that the session has. It lacks the ghosts, and may have more messages than the client was
   * told of; {@link #contains} tells those apart.
   */
  public MailboxState messages() {
    return messages;
  }

  /** How many messages the client counts: the number of its last EXISTS less the EXPUNGEs since. */
  public int size() {
    return messages.countUpTo(toldUid) + ghosts.size();
  }

  /** The largest UID the client counts; 0 if there is none. */
  public int largestUid() {
    return size() == 0 ? 0 : uid(size());
  }

  /**
   * UID of the message with this sequence number; it may be a ghost.
   *
   * @param sequenceNumber 1 to {@link #size}
   */
  public int uid(int sequenceNumber) {
    if (sequenceNumber < 1 || sequenceNumber > size()) {
      throw new IndexOutOfBoundsException(sequenceNumber);
    }
    int before = ghosts.countBefore(sequenceNumber, messages);
    if (before < ghosts.size() && ghosts.sequenceNumber(before, messages) == sequenceNumber) {
      return ghosts.uid(before);
    }
    return messages.uid(sequenceNumber - 1 - before);
  }

  /** The sequence number of the message with this UID; 0 if the client does not count it. */
  public int sequenceNumber(int uid) {
    return contains(uid) ? messages.countUpTo(uid) + ghosts.countUpTo(uid) : 0;
  }

  /** The sequence number of the message at this index of {@link #messages}, which the client counts; without a search. */
  public int sequenceNumberAt(int index) {
    return index + 1 + (ghosts.size() == 0 ? 0 : ghosts.countUpTo(messages.uid(index)));
  }

  /** Whether the client counts this message. */
  public boolean contains(int uid) {
    return uid <= toldUid && (messages.indexOf(uid) >= 0 || isGhost(uid));
  }

  /** Whether the client counts this message although it is gone. */
  public boolean isGhost(int uid) {
    return ghosts.contains(uid);
  }

  /** Whether the message is {@code \Recent} for this session (RFC 3501, 2.3.2). */
  public boolean isRecent(int uid) {
    return recent.contains(uid);
  }

  /** The messages that exist and that are {@code \Recent} for this session. */
  public UidSet recent() {
    return messages.existing(clipped(recent));
  }

  /** How many messages that exist and that the client counts are {@code \Recent}: the number in RECENT. */
  public int recentCount() {
    int count = 0;
    for (int i = 0; i < recent.rangeCount() && recent.first(i) <= toldUid; i++) {
      count += messages.countUpTo(Math.min(recent.last(i), toldUid)) - messages.countUpTo(recent.first(i) - 1);
    }
    return count;
  }

  /** The sequence numbers, as they are now, of messages that the client counts, in set syntax; worked out later, on any thread. */
  public Supplier<String> sequenceNumbers(UidSet uids) {
    var existing = messages;
    var gone = ghosts;
    return () -> {
      // a set of numbers prints alike, whatever they number
      var numbers = new UidSet.Builder();
      for (int i = 0; i < uids.rangeCount(); i++) {
        int first = existing.countUpTo(uids.first(i)) + gone.countUpTo(uids.first(i));
        // the client counts all of a range, so their numbers are neighbours too
        numbers.addRange(first, first + uids.last(i) - uids.first(i));
      }
      return numbers.build().toString();
    };
  }

  // --- what a command names ---

  /**
   * The messages that a command names, by sequence numbers, by UIDs, or as {@code $}. UIDs of messages that the client was not told
   * of are left out.
   *
   * @param byUid whether the numbers are UIDs
   * @throws CommandFailure BAD for a sequence number that no message has (RFC 9051, 9, seq-number), {@code *} in an empty mailbox
   *     included
   */
  public NamedMessages resolve(SequenceSet set, boolean byUid) {
    if (set.isSavedResult()) {
      return named(saved);
    }
    return named(byUid ? clipped(set.resolveUids(largestUid())) : uidsOf(set));
  }

  private NamedMessages named(UidSet uids) {
    return new NamedMessages(messages.existing(uids), ghosts.size() == 0 ? UidSet.EMPTY : ghosts.within(uids));
  }

  /** The UIDs of all messages, ghosts too, with these sequence numbers; between them may lie UIDs that nobody has. */
  private UidSet uidsOf(SequenceSet set) {
    int size = size();
    if (set.largestNumber() > size || size == 0) {
      throw CommandFailure.bad("There are " + size + " messages, no such sequence number");
    }
    var ranges = set.resolve(size);
    var uids = new UidSet.Builder();
    for (int i = 0; i < ranges.count(); i++) {
      uids.addRange(uid(ranges.first(i)), uid(ranges.last(i)));
    }
    return uids.build();
  }

  private UidSet clipped(UidSet uids) {
    int ranges = uids.rangeCount();
    return ranges == 0 || uids.last(ranges - 1) <= toldUid ? uids : UidSetOf.both(uids, UidSet.range(1, toldUid));
  }

  /** {@code $}: the result of the last SEARCH with SAVE (RFC 9051, 6.4.4.1). UIDs that are gone do no harm in it. */
  public UidSet savedResult() {
    return saved;
  }

  /** Keeps a search result as {@code $}; empty when such a SEARCH failed. */
  public void saveResult(UidSet uids) {
    saved = uids;
  }

  // --- news from the store ---

  /** Takes over a newer state; an older one is ignored. What it means for the client is told later. */
  public void update(MailboxState newer) {
    if (newer.highestModSeq() >= messages.highestModSeq()) {
      becomeGhosts(expungedIn(newer));
      messages = newer;
    }
  }

  /** Of the messages that the client counts and that still existed, those that the newer state lacks. */
  private UidSet expungedIn(MailboxState newer) {
    long since = messages.highestModSeq();
    if (newer.vanished().forgotten() > since) {
      return clipped(UidSetOf.missing(messages, newer));
    }
    var vanished = newer.vanished().since(since);
    return vanished.isEmpty() ? vanished : clipped(messages.existing(vanished));
  }

  private void becomeGhosts(UidSet expunged) {
    if (ghosts.size() == 0) {
      modSeqBeforeGhosts = messages.highestModSeq();
    }
    ghosts = ghosts.plus(expunged);
  }

  /** The mailbox is deleted: all its messages are gone. {@code gone} is empty. */
  void deleted(MailboxState gone) {
    becomeGhosts(clipped(UidSetOf.missing(messages, gone)));
    messages = gone;
  }

  /** Marks messages as {@code \Recent} for this session. */
  void addRecent(UidSet uids) {
    recent = recent.union(uids);
  }

  // --- what the client was told ---

  /** Whether there are messages that the client was not told of. */
  boolean hasArrivals() {
    return lastUid(messages) > toldUid;
  }

  /** The client is told of all messages: EXISTS. It knows nothing old of their flags. */
  void arrivalsTold() {
    int last = lastUid(messages);
    if (last > toldUid) {
      known.add(new Known(UidSet.range(toldUid + 1, last), messages.highestModSeq()));
      toldUid = last;
    }
  }

  /** Messages that are gone and that the client still counts. */
  Ghosts ghosts() {
    return ghosts;
  }

  /** A modification sequence below that of every ghost's expunge. */
  long modSeqBeforeGhosts() {
    return modSeqBeforeGhosts;
  }

  /** The client is told of all ghosts but the first so many: sequence numbers change. */
  void ghostsTold(int left) {
    ghosts = ghosts.first(left);
  }

  /**
   * The client knows the flags of these messages, as they are up to this modification sequence: it was sent them, or it changed
   * them itself and does not want to hear of it.
   */
  public void flagsKnown(UidSet uids, long modSeq) {
    if (!uids.isEmpty() && modSeq > toldModSeq) {
      known.add(new Known(uids, modSeq));
    }
  }

  /** Messages that the client counts and whose flags it does not know as they are now. */
  public UidSet flagNews() {
    if (messages.highestModSeq() == toldModSeq) {
      return UidSet.EMPTY;
    }
    var news = clipped(messages.changedSince(toldModSeq));
    for (var k : known) {
      // by whole sets: milliseconds for a million messages
      news = UidSetOf.without(news, UidSetOf.without(k.uids, messages.changedSince(k.modSeq)));
    }
    return news;
  }

  /** The client was sent everything in {@link #flagNews}. */
  void flagsTold() {
    known.clear();
    toldModSeq = messages.highestModSeq();
  }
}
