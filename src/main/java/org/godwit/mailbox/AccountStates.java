package org.godwit.mailbox;

import java.util.List;
import java.util.function.UnaryOperator;
import org.godwit.account.AccountState;
import org.godwit.account.JournalRecord;

/**
 * An account at three moments: {@code live} has everything decided, {@code writing} what the running commit covers, {@code durable} what
 * is on disk. Decisions are made from live, readers are shown durable. Event loop of the account only.
 */
final class AccountStates {

  private AccountState live;
  private AccountState writing;
  private AccountState durable;

  AccountStates(AccountState recovered) {
    live = recovered;
    writing = recovered;
    durable = recovered;
  }

  AccountState live() {
    return live;
  }

  AccountState durable() {
    return durable;
  }

  /** Something was decided. @throws IllegalStateException if the records do not fit; then nothing has changed */
  void decided(List<JournalRecord> records) {
    live = applied(live, records);
  }

  /** Something was decided, and applied elsewhere: the live state after it. */
  void decided(AccountState next) {
    live = next;
  }

  /** Something was decided that readers may see before it is on disk. */
  void decidedUnpromised(List<JournalRecord> records) {
    everywhere(state -> fits(state, records) ? applied(state, records) : state);
  }

  static AccountState applied(AccountState state, List<JournalRecord> records) {
    var next = state;
    for (JournalRecord record : records) {
      next = next.apply(record);
    }
    return next;
  }

  /** An older state may lack the mailbox; the change comes to it with the commit that brings the mailbox. */
  private static boolean fits(AccountState state, List<JournalRecord> records) {
    return records.stream().allMatch(record ->
        !(record instanceof JournalRecord.RecentTaken taken) || state.mailbox(taken.mailbox()).isPresent());
  }

  /** A commit of everything decided so far begins. */
  void commitBegins() {
    writing = live;
  }

  /** That commit is on disk. */
  void commitDone() {
    durable = writing;
  }

  /** Nothing that was not durable has happened. */
  void fallBack() {
    live = durable;
    writing = durable;
  }

  /** Changes all three in what is no journaled fact, or is promised to nobody. */
  void everywhere(UnaryOperator<AccountState> change) {
    var oldWriting = writing;
    var oldDurable = durable;
    durable = change.apply(durable);
    writing = writing == oldDurable ? durable : change.apply(writing);
    live = live == oldWriting ? writing : change.apply(live);
  }
}
