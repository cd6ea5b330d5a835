package org.godwit.mailbox;

import java.util.List;
import java.util.function.Function;
import org.godwit.account.AccountState;
import org.godwit.account.JournalRecord;
import org.godwit.mailbox.api.MailboxReply;

/**
 * What a request comes to.
 *
 * @param records appended as one atomic entry; none if nothing changes
 * @param durable whether the reply waits until the records, and all before them, are on disk
 * @param reply made from the state after the records
 */
record Decision<R extends MailboxReply>(List<JournalRecord> records, boolean durable, Function<AccountState, R> reply) {

  Decision {
    records = List.copyOf(records);
  }

  /** Nothing changes; answered from the last durable state, at once. */
  static <R extends MailboxReply> Decision<R> read(Function<AccountState, R> reply) {
    return new Decision<>(List.of(), false, reply);
  }

  /** Something changes, or the answer rests on changes that may not be durable yet. */
  static <R extends MailboxReply> Decision<R> write(List<JournalRecord> records, Function<AccountState, R> reply) {
    return new Decision<>(records, true, reply);
  }

  /** A write whose reply needs nothing of the state. */
  static <R extends MailboxReply> Decision<R> writeAnswering(List<JournalRecord> records, R reply) {
    return write(records, state -> reply);
  }

  /** A change that nobody was promised: the reply does not wait for the disk, and a crash may undo it. */
  static <R extends MailboxReply> Decision<R> unpromised(List<JournalRecord> records, Function<AccountState, R> reply) {
    return new Decision<>(records, false, reply);
  }
}
