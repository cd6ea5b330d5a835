package org.godwit.imap.session;

import org.godwit.account.MailboxState;
import org.godwit.imap.command.Qresync;
import org.godwit.mail.SequenceSet;
import org.godwit.mail.UidSet;

/**
 * What a client missed since a modification sequence that it remembers: VANISHED (EARLIER) and changed flags, for SELECT with
 * QRESYNC and for UID FETCH with VANISHED (RFC 7162, 3.2.5 and 3.2.6).
 */
public final class Earlier {

  private Earlier() {
  }

  /**
   * Of the UIDs that the client knows, those that are expunged since. Expunges so old that they are forgotten cannot be told from
   * newer ones: then it is every UID that no message has (3.2.6, last note).
   *
   * @param known of these only; UIDs that were not given out yet are left out
   */
  public static UidSet vanished(MailboxState messages, long modSeq, UidSet known) {
    var given = UidSetOf.both(known, UidSet.range(1, messages.uidNext() - 1));
    if (modSeq < messages.vanished().forgotten()) {
      return UidSetOf.absent(given, messages);
    }
    return UidSetOf.both(given, messages.vanished().since(modSeq));
  }

  /** As above, of what a client knows that selects a mailbox again; the UIDVALIDITY is the same. */
  public static UidSet vanished(MailboxState messages, Qresync client) {
    int matched = client.match().map(match -> lastMatch(messages, match)).orElse(0);
    var known = UidSetOf.both(known(messages, client), UidSet.range(matched + 1, Integer.MAX_VALUE));
    return vanished(messages, client.modSeq(), known);
  }

  /** Of the messages that the client knows, those that changed since. */
  public static UidSet changed(MailboxState messages, Qresync client) {
    return UidSetOf.both(known(messages, client), messages.changedSince(client.modSeq()));
  }

  private static UidSet known(MailboxState messages, Qresync client) {
    return client.knownUids().orElse(SequenceSet.all()).resolveUids(messages.uidNext() - 1);
  }

  /**
   * The largest UID that still has the sequence number it had for the client: of expunges up to there the client knows
   * (3.2.5.2). Both sets ascend, so what is cut off beyond the mailbox's end leaves the pairs before it in place.
   */
  private static int lastMatch(MailboxState messages, Qresync.SequenceMatch match) {
    var numbers = new Numbers(match.sequenceNumbers().resolve(messages.size()));
    var uids = new Numbers(match.uids().resolve(messages.uidNext() - 1));
    int last = 0;
    while (numbers.next() && uids.next()) {
      if (messages.uid(numbers.number - 1) == uids.number) {
        last = uids.number;
      }
    }
    return last;
  }

  /** Walks through ranges number by number. */
  private static final class Numbers {
    private final SequenceSet.Ranges ranges;
    private int range;
    private int number;

    Numbers(SequenceSet.Ranges ranges) {
      this.ranges = ranges;
    }

    boolean next() {
      if (range < ranges.count() && number >= ranges.first(range) && number < ranges.last(range)) {
        number++;
        return true;
      }
      range += number == 0 ? 0 : 1;
      number = range < ranges.count() ? ranges.first(range) : Integer.MAX_VALUE;
      return range < ranges.count();
    }
  }
}
