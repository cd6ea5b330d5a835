package org.godwit.mailbox;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.godwit.account.AccountState;
import org.godwit.account.JournalRecord;
import org.godwit.mail.MailboxId;
import org.godwit.mailbox.api.MailboxFailure;
import org.godwit.storage.AccountStore;
import org.godwit.storage.FencedException;

/**
 * What an account has decided and not on disk yet. Many changes share one commit, and one commit runs at a time. When it fails, nothing that was not
 * durable has happened, and everyone who waited is told. Event loop of the account only.
 */
final class GroupCommit {

  private final AccountOwner owner;
  private final Workbench bench;
  private final AccountStore store;
  private final AccountStates states;
  private final ParkedReplies replies;
  private final Troubles troubles;
  /** What is staged and not sealed yet has changed these. */
  private Set<MailboxId> changed = new HashSet<>();
  /** What the running commit covers has changed these. */
  private Set<MailboxId> changing = Set.of();
  private boolean running;
  private boolean scheduled;
  private boolean ended;

  /** For an account that has just been opened, with its store and states. */
  GroupCommit(AccountOwner owner, Workbench bench, AccountStore store, AccountStates states) {
    this.owner = owner;
    this.bench = bench;
    this.store = store;
    this.states = states;
    this.replies = new ParkedReplies(states::durable);
    this.troubles = Troubles.of(owner.account(), "nothing could be written", "writing goes on", bench.clock());
  }

  /** Whether a commit is under way. */
  boolean isRunning() {
    return running;
  }

  /** Whether no commit runs and nobody waits for one. */
  boolean isQuiet() {
    return !running && replies.isEmpty();
  }

  /**
   * Stages and applies one atomic entry; readers see it once it is durable.
   *
   * @param next the live state after the records, or null if they are not applied yet
   * @throws RuntimeException if they do not fit, which is a bug; then the account is abandoned, and they are never committed
   */
  void append(List<JournalRecord> records, AccountState next) {
    if (records.isEmpty()) {
      return;
    }
    var placed = store.stage(records);
    try {
      if (next != null) {
        states.decided(next);
      } else {
        states.decided(placed);
      }
    } catch (RuntimeException misfit) {
      owner.abandon();
      throw misfit;
    }
    placed.forEach(record -> ChangedMailboxes.of(record, changed));
    schedule();
  }

  /** Answers when everything decided so far is durable: at once if it is. */
  void park(PendingRequest<?> request, Decision<?> decision) {
    replies.add(request, decision);
    answerOrWait();
  }

  /** The same with a failure, which may rest on a change that is not durable yet. */
  void park(PendingRequest<?> request, MailboxFailure failure) {
    replies.add(request, failure);
    answerOrWait();
  }

  private void answerOrWait() {
    if (running || store.hasStaged()) {
      schedule();
    } else {
      replies.answerNext();
    }
  }

  /** Has a commit begin soon, unless one does. */
  void schedule() {
    if (!scheduled && !running) {
      scheduled = true;
      // after what is queued on the event loop now: it shares the commit
      bench.eventLoop().execute(this::commit);
    }
  }

  /** No commit begins any more. */
  void end() {
    ended = true;
  }

  /** No commit covers what is staged: that has not happened. */
  void abandon(MailboxFailure why) {
    replies.rejectNext(why);
  }

  private void commit() {
    scheduled = false;
    if (running || ended || !store.hasStaged()) {
      return;
    }
    running = true;
    var batch = store.seal();
    states.commitBegins();
    changing = changed;
    changed = new HashSet<>();
    replies.commitBegins();
    owner.work().run(() -> {
      store.commit(batch);
      return null;
    }, (none, failure) -> committed(failure));
  }

  private void committed(Throwable failure) {
    running = false;
    if (failure == null) {
      succeeded();
    } else {
      failed(failure);
    }
    if (!ended && (store.hasStaged() || !replies.isEmpty())) {
      answerOrWait();
    }
    owner.closeIfAsked();
  }

  private void succeeded() {
    states.commitDone();
    troubles.succeeded();
    var tell = changing;
    changing = Set.of();
    tell.forEach(mailbox -> bench.changes().publish(owner.account(), mailbox));
    replies.commitDone();
    owner.committed();
  }

  private void failed(Throwable failure) {
    troubles.failed(failure);
    store.discard();
    states.fallBack();
    changed.clear();
    changing = Set.of();
    boolean fenced = failure instanceof FencedException;
    var told = StorageFailures.ofWrite(failure);
    var toldOthers = fenced ? StorageFailures.moved() : told;
    replies.commitFailed(told, toldOthers);
    owner.commitFailed(fenced, toldOthers);
  }
}
