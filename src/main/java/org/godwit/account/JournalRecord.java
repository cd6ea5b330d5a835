package org.godwit.account;

import java.util.List;
import java.util.Set;
import org.godwit.mail.Flags;
import org.godwit.mail.MailboxId;
import org.godwit.mail.MailboxName;
import org.godwit.mail.UidSet;
import org.godwit.mail.UidValidity;

/**
 * What happened to an account, as the journal keeps it. A record says everything that {@link AccountState#apply} needs, so
 * that replay never depends on a clock, on settings, or on the order of anything but the journal.
 *
 * <p>Every {@code modSeq} is the account's next modification sequence: it grows from record to record (equal only within one
 * atomic entry).
 */
public sealed interface JournalRecord {

  /** Mailboxes that must be resident when this is applied. */
  default List<MailboxId> residents() {
    return List.of();
  }

  /** Whether something happened: false for what only restates the account, within a baseline, and changes no live state. */
  default boolean isHappening() {
    return true;
  }

  /** What restates an account. */
  sealed interface Restatement extends JournalRecord {
    @Override
    default boolean isHappening() {
      return false;
    }
  }

  /** A mailbox was created, empty. */
  record MailboxCreated(MailboxId mailbox, MailboxName name, UidValidity uidValidity, Set<String> specialUse, long modSeq)
      implements JournalRecord {
    public MailboxCreated {
      specialUse = Set.copyOf(specialUse);
    }
  }

  /** Mailboxes got new names, all at once (a RENAME and what is below it). */
  record MailboxesRenamed(List<NewName> names, long modSeq) implements JournalRecord {
    public MailboxesRenamed {
      names = List.copyOf(names);
    }
  }

  /** One mailbox's new name. */
  record NewName(MailboxId mailbox, MailboxName name) {}

  /** A mailbox was deleted with all its messages. */
  record MailboxDeleted(MailboxId mailbox, long modSeq) implements JournalRecord {
    @Override
    public List<MailboxId> residents() {
      return List.of(mailbox);
    }
  }

  /** The special uses of a mailbox, such as {@code \Sent}, are now these (RFC 6154). */
  record SpecialUseChanged(MailboxId mailbox, Set<String> specialUse, long modSeq) implements JournalRecord {
    public SpecialUseChanged {
      specialUse = Set.copyOf(specialUse);
    }
  }

  /** A name was subscribed or unsubscribed; there need be no such mailbox (RFC 9051, 6.3.7). */
  record SubscriptionChanged(MailboxName name, boolean subscribed) implements JournalRecord {}

  /**
   * A message arrived.
   *
   * @param uid at least the mailbox's UIDNEXT
   * @param internalDate as {@link org.godwit.mail.InternalDate#packed}
   * @param saveDate seconds since 1970 (RFC 8514), unsigned 32 bits
   * @param emailId at least the account's next email id
   * @param summary an encoded {@code org.godwit.mail.Summary}
   */
  record MessageAdded(MailboxId mailbox, int uid, long modSeq, Flags flags, long internalDate, int saveDate, long emailId,
      Content body, Content summary) implements JournalRecord {
    @Override
    public List<MailboxId> residents() {
      return List.of(mailbox);
    }
  }

  /**
   * Messages were copied inside the account: they keep body, email id, flags and internal date. The copies get consecutive
   * UIDs in ascending order of the sources' UIDs.
   *
   * @param firstUid the first copy's UID, at least the target's UIDNEXT
   */
  record MessagesCopied(MailboxId from, UidSet uids, MailboxId to, int firstUid, long modSeq, int saveDate)
      implements JournalRecord {
    @Override
    public List<MailboxId> residents() {
      return from.equals(to) ? List.of(from) : List.of(from, to);
    }
  }

  /** How flags change. */
  enum FlagsMode {
    REPLACE,
    ADD,
    REMOVE;

    /** The flags after the change. */
    public Flags change(Flags old, Flags change) {
      return switch (this) {
        case REPLACE -> change;
        case ADD -> old.plus(change);
        case REMOVE -> old.minus(change);
      };
    }
  }

  /** Flags of all these messages changed; each of them gets the modification sequence. UIDs that do not exist are ignored. */
  record FlagsChanged(MailboxId mailbox, UidSet uids, FlagsMode mode, Flags flags, long modSeq) implements JournalRecord {
    @Override
    public List<MailboxId> residents() {
      return List.of(mailbox);
    }
  }

  /** Messages were expunged. UIDs that do not exist are ignored. */
  record MessagesExpunged(MailboxId mailbox, UidSet uids, long modSeq) implements JournalRecord {
    @Override
    public List<MailboxId> residents() {
      return List.of(mailbox);
    }
  }

  /** Messages below this UID are no longer {@code \Recent} for anybody new (RFC 3501, 2.3.2). */
  record RecentTaken(MailboxId mailbox, int recentFrom) implements JournalRecord {}

  /** Compaction moved bodies; whoever points to the old place now points to the new one. */
  record BodiesMoved(List<BodyMove> moves) implements JournalRecord {
    public BodiesMoved {
      moves = List.copyOf(moves);
    }
  }

  /** One body's move. */
  record BodyMove(Extent from, Content to) {}

  // --- baseline: a full restatement, so that what came before it is needed for bodies only ---

  /** Forget all state; what follows up to {@link BaselineEnded} restates it. */
  record BaselineBegun(long nextMailboxId, long modSeq, long lastUidValidity, long nextEmailId, int nextBodyFile)
      implements Restatement {}

  /** One mailbox without its messages, within a baseline. */
  record BaselineMailbox(MailboxId mailbox, MailboxName name, UidValidity uidValidity, Set<String> specialUse, int uidNext,
      long highestModSeq, int recentFrom, long vanishedForgotten) implements Restatement {
    public BaselineMailbox {
      specialUse = Set.copyOf(specialUse);
    }
  }

  /** Some of a mailbox's messages within a baseline, in UID order and behind those restated before. */
  record BaselineMessages(MailboxId mailbox, List<MessageRow> rows) implements Restatement {
    public BaselineMessages {
      rows = List.copyOf(rows);
    }
  }

  /** Some of a mailbox's expunged UIDs within a baseline, in the order in which they were expunged. */
  record BaselineVanished(MailboxId mailbox, List<Vanished> vanished) implements Restatement {
    public BaselineVanished {
      vanished = List.copyOf(vanished);
    }
  }

  /** UIDs and the modification sequence at which they were expunged. */
  record Vanished(UidSet uids, long modSeq) {}

  /** The subscriptions within a baseline. */
  record BaselineSubscriptions(List<MailboxName> names) implements Restatement {
    public BaselineSubscriptions {
      names = List.copyOf(names);
    }
  }

  /** The baseline is complete. */
  record BaselineEnded() implements Restatement {}
}
