package org.godwit.storage.journal;

import org.godwit.account.JournalRecord;

/** The number of each type of record on disk. A number is never used for anything else. */
final class RecordTypes {

  static final int MAILBOX_CREATED = 1;
  static final int MAILBOXES_RENAMED = 2;
  static final int MAILBOX_DELETED = 3;
  static final int SPECIAL_USE_CHANGED = 4;
  static final int SUBSCRIPTION_CHANGED = 5;
  static final int MESSAGE_ADDED = 6;
  static final int MESSAGES_COPIED = 7;
  static final int FLAGS_CHANGED = 8;
  static final int MESSAGES_EXPUNGED = 9;
  static final int RECENT_TAKEN = 10;
  static final int BODIES_MOVED = 11;
  static final int BASELINE_BEGUN = 32;
  static final int BASELINE_MAILBOX = 33;
  static final int BASELINE_MESSAGES = 34;
  static final int BASELINE_VANISHED = 35;
  static final int BASELINE_SUBSCRIPTIONS = 36;
  static final int BASELINE_ENDED = 37;

  private RecordTypes() {}

  static int of(JournalRecord record) {
    return switch (record) {
      case JournalRecord.MailboxCreated r -> MAILBOX_CREATED;
      case JournalRecord.MailboxesRenamed r -> MAILBOXES_RENAMED;
      case JournalRecord.MailboxDeleted r -> MAILBOX_DELETED;
      case JournalRecord.SpecialUseChanged r -> SPECIAL_USE_CHANGED;
      case JournalRecord.SubscriptionChanged r -> SUBSCRIPTION_CHANGED;
      case JournalRecord.MessageAdded r -> MESSAGE_ADDED;
      case JournalRecord.MessagesCopied r -> MESSAGES_COPIED;
      case JournalRecord.FlagsChanged r -> FLAGS_CHANGED;
      case JournalRecord.MessagesExpunged r -> MESSAGES_EXPUNGED;
      case JournalRecord.RecentTaken r -> RECENT_TAKEN;
      case JournalRecord.BodiesMoved r -> BODIES_MOVED;
      case JournalRecord.BaselineBegun r -> BASELINE_BEGUN;
      case JournalRecord.BaselineMailbox r -> BASELINE_MAILBOX;
      case JournalRecord.BaselineMessages r -> BASELINE_MESSAGES;
      case JournalRecord.BaselineVanished r -> BASELINE_VANISHED;
      case JournalRecord.BaselineSubscriptions r -> BASELINE_SUBSCRIPTIONS;
      case JournalRecord.BaselineEnded r -> BASELINE_ENDED;
    };
  }
}
