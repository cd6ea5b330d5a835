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
   * (3.2.5.2). Both sets ascend, so what is cut off beyond the mailbox's end leaves the pairs before it in place. Takes time by the
   * ranges that the client wrote, however many numbers are in them.
   */
  private static int lastMatch(MailboxState messages, Qresync.SequenceMatch match) {
    var numbers = match.sequenceNumbers().resolve(messages.size());
    var uids = match.uids().resolve(messages.uidNext() - 1);
    int last = 0;
    int numberRange = 0;
    int uidRange = 0;
    int passedNumbers = 0;
    int passedUids = 0;
    while (numberRange < numbers.count() && uidRange < uids.count()) {
      int number = numbers.first(numberRange) + passedNumbers;
      int uid = uids.first(uidRange) + passedUids;
      int further = Math.min(numbers.last(numberRange) - number, uids.last(uidRange) - uid);
      last = Math.max(last, lastMatch(messages, number, uid, further));
      boolean numbersEnd = number + further == numbers.last(numberRange);
      boolean uidsEnd = uid + further == uids.last(uidRange);
      numberRange += numbersEnd ? 1 : 0;
      uidRange += uidsEnd ? 1 : 0;
      passedNumbers = numbersEnd ? 0 : passedNumbers + further + 1;
      passedUids = uidsEnd ? 0 : passedUids + further + 1;
    }
    return last;
  }

  /**
   * The same for neighbours: {@code number} paired with {@code uid}, and so on with so many further ones; 0 if none matches. UIDs grow
   * at least as fast as sequence numbers do, so the first UID that is too large ends it.
   */
  private static int lastMatch(MailboxState messages, int number, int uid, int further) {
    int none = -1;
    int low = none;
    int high = further;
    while (low < high) {
      int middle = high - (high - low) / 2;
      if (messages.uid(number + middle - 1) <= uid + middle) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low > none && messages.uid(number + low - 1) == uid + low ? uid + low : 0;
  }
}
