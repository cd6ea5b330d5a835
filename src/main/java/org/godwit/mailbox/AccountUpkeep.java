package org.godwit.mailbox;

import java.time.Clock;
import org.godwit.mail.MailboxId;
import org.godwit.storage.AccountStore.Upkeep;

/**
 * Keeps an account small and quick to open while it is in use: checkpoints and compaction in bounded steps between commits (a command that
 * comes meanwhile waits for one step at most), and mailboxes nobody used leave memory. Event loop of the account only.
 */
final class AccountUpkeep {

  /** Steps before closing; what is left then is done when the account is opened again. */
  private static final int LAST_STEPS_MAX = 1000;

  private final AccountOwner owner;
  private final Troubles troubles;
  private boolean due = true;
  private boolean running;
  /** A step waits for the next moment between two commits. */
  private boolean waiting;

  AccountUpkeep(AccountOwner owner, Clock clock) {
    this.owner = owner;
    this.troubles = Troubles.of(owner.account(), "no checkpoint or compaction", "checkpoints and compaction go on", clock);
  }

  /** Something was committed: there may be work, and this is a moment for a step that waits for one or must not wait. */
  void due() {
    due = true;
    if ((waiting || owner.store().isUpkeepPressing()) && !running && owner.isBetweenCommits()) {
      step(false, () -> { });
    }
  }

  /** Whether a step is under way. */
  boolean isRunning() {
    return running;
  }

  /** Called from time to time. */
  void tick() {
    if (due && !running && owner.isSettled()) {
      step(false, () -> { });
    } else if (due && !running) {
      waiting = true;
      owner.settle();
    }
  }

  /** Checkpoints and takes those mailboxes out of memory that no session has selected. */
  void evict() {
    if (running || !owner.isSettled()) {
      return;
    }
    var unused = owner.unwatchedResidents();
    if (!unused.isEmpty()) {
      var state = owner.states().durable();
      step(true, () -> {
        if (owner.isSettled() && owner.states().durable().counters().equals(state.counters())) {
          unused.forEach(this::evict);
        }
      });
    }
  }

  private void evict(MailboxId mailbox) {
    owner.states().everywhere(state -> state.mailbox(mailbox).isPresent() ? state.evict(mailbox) : state);
  }

  private void step(boolean force, Runnable done) {
    running = true;
    waiting = false;
    due &= force;
    var durable = owner.states().durable();
    owner.work().run(() -> owner.store().upkeep(durable, force), (step, failure) -> {
      running = false;
      if (failure != null) {
        troubles.failed(failure);
      } else {
        troubles.succeeded();
        take(step, force, done);
      }
      owner.closeIfAsked();
    });
  }

  private void take(Upkeep step, boolean force, Runnable done) {
    switch (step) {
      case Upkeep.Nothing nothing -> done.run();
      case Upkeep.Wait wait -> waiting = true;
      case Upkeep.Append append -> {
        waiting = true;
        owner.append(append.records());
      }
      case Upkeep.Adopt adopt -> {
        owner.states().everywhere(adopt.change());
        if (owner.isSettled()) {
          step(force, done);
        } else {
          due = true;
          waiting = true;
        }
      }
    }
  }

  /** Checkpoints for the last time, then goes on; the account takes no more requests. */
  void last(Runnable done) {
    last(LAST_STEPS_MAX, done);
  }

  private void last(int steps, Runnable done) {
    var durable = owner.states().durable();
    owner.work().run(() -> owner.store().upkeep(durable, true), (step, failure) -> {
      if (failure != null) {
        troubles.failed(failure);
      }
      if (failure == null && step instanceof Upkeep.Adopt adopt && steps > 0) {
        owner.states().everywhere(adopt.change());
        last(steps - 1, done);
      } else {
        done.run();
      }
    });
  }
}
