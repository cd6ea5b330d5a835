package org.godwit.mailbox;

import java.util.ArrayDeque;
import java.util.List;
import org.godwit.account.AccountState;
import org.godwit.account.JournalRecord;
import org.godwit.account.MailboxState;
import org.godwit.mail.MailboxId;
import org.godwit.mail.MailboxName;
import org.godwit.mailbox.api.MailboxFailure;
import org.godwit.mailbox.api.MailboxFailure.Kind;
import org.godwit.mailbox.api.MailboxReply;
import org.godwit.mailbox.api.MailboxRequest;
import org.godwit.storage.AccountStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the requests of one account, one at a time, on the account's event loop: decide, append, apply, reply.
 *
 * <p>A reply to a change waits until a {@linkplain GroupCommit commit} covers it.
 */
final class AccountOwner {

  private static final Logger LOG = LoggerFactory.getLogger(AccountOwner.class);

  /** Requests that wait while the account is being opened or closed. */
  private static final int WAITING_MAX = 10_000;

  /** How long an account that could only be opened for reading stays so at least. */
  private static final long READ_ONLY_MS_MIN = 1000;

  /** The life of an owned account, in this order; OPENING may be followed by CLOSED at once. */
  private enum Life {
    OPENING, OPEN, CLOSING, CLOSED
  }

  private final String account;
  private final Workbench bench;
  private final SerialWork work;
  private final AccountUpkeep upkeep;
  private final Residents residents = new Residents();
  private final ArrayDeque<PendingRequest<?>> waiting = new ArrayDeque<>();
  /** Requests that wait for a big turn to end; null if there is none. */
  private ArrayDeque<PendingRequest<?>> held;
  private Life life = Life.OPENING;
  private AccountStore store;
  private AccountStates states;
  private GroupCommit commits;
  private boolean closeAsked;
  private long lastUsedMs;
  private long openedMs;

  AccountOwner(String account, Workbench bench) {
    this.account = account;
    this.bench = bench;
    this.work = bench.serialWork();
    this.upkeep = new AccountUpkeep(this, bench.clock());
    this.lastUsedMs = bench.clock().millis();
  }

  String account() {
    return account;
  }

  AccountStates states() {
    return states;
  }

  AccountStore store() {
    return store;
  }

  SerialWork work() {
    return work;
  }

  AccountUpkeep upkeep() {
    return upkeep;
  }

  // --- opening ---

  /** Begins to open; requests may come at once. */
  void open() {
    work.run(() -> bench.open(account), this::opened);
  }

  private void opened(AccountStore opened, Throwable failure) {
    if (failure != null) {
      life = Life.CLOSED;
      rejectWaiting(notOpened(failure));
      bench.closed(this);
      return;
    }
    bench.openings().succeeded(account);
    store = opened;
    openedMs = bench.clock().millis();
    states = new AccountStates(opened.recovered());
    commits = new GroupCommit(this, bench, store, states);
    if (states.live().mailbox(MailboxName.INBOX).isEmpty()) {
      append(FirstMailboxes.records(situation()));
    } else {
      begin();
    }
  }

  private MailboxFailure notOpened(Throwable failure) {
    if (failure instanceof MailboxFailure known) {
      return known;
    }
    bench.openings().failed(account, failure);
    return new MailboxFailure(Kind.UNAVAILABLE, "The account cannot be opened now");
  }

  /** There is an INBOX, durably: requests can be served. */
  private void begin() {
    life = Life.OPEN;
    while (life == Life.OPEN && !waiting.isEmpty()) {
      serve(waiting.poll());
    }
    closeIfAsked();
  }

  // --- requests ---

  /** Takes a request; it is answered on this event loop, now or later. */
  void handle(PendingRequest<?> request) {
    lastUsedMs = bench.clock().millis();
    if (life == Life.OPEN) {
      serve(request);
    } else if (waiting.size() < WAITING_MAX) {
      waiting.add(request);
    } else {
      request.fail(new MailboxFailure(Kind.UNAVAILABLE, "The account is not available now"));
    }
  }

  /** Requests that came too late for this owner. */
  List<PendingRequest<?>> takeWaiting() {
    var late = List.copyOf(waiting);
    waiting.clear();
    return late;
  }

  private void rejectWaiting(MailboxFailure failure) {
    takeWaiting().forEach(request -> request.fail(failure));
  }

  private void serve(PendingRequest<?> request) {
    if (held != null && held.size() < WAITING_MAX) {
      held.add(request);
    } else if (held != null) {
      request.fail(new MailboxFailure(Kind.UNAVAILABLE, "The account is not available now"));
    } else if (BigTurn.isBig(request.request(), states.live())) {
      serveBig(request);
    } else if (request.request() instanceof MailboxRequest.Append && bench.room().isShort()) {
      serveIfThereIsRoom(request);
    } else {
      decideNow(request);
    }
  }

  private void decideNow(PendingRequest<?> request) {
    serveNow(request, () -> carryOut(decide(request), null, request));
  }

  /** There was no room for mail a moment ago; perhaps there is now. */
  private void serveIfThereIsRoom(PendingRequest<?> request) {
    work.run(bench.room()::look, (isShort, failure) -> {
      if (life != Life.OPEN || held != null) {
        handle(request);
      } else if (failure == null && isShort) {
        request.fail(StorageFailures.full());
      } else {
        decideNow(request);
      }
    });
  }

  private Decision<?> decide(PendingRequest<?> request) {
    var decision = Deciders.decide(request.request(), situation());
    decision.records().forEach(record -> record.residents().forEach(id -> BigTurn.requireResident(states.live(), id)));
    return decision;
  }

  /** Decides and applies on a worker. Nothing else changes the live state meanwhile: requests are held, all other work queues behind it. */
  private void serveBig(PendingRequest<?> request) {
    held = new ArrayDeque<>();
    work.run(() -> BigTurn.take(request.request(), situation()), (turn, failure) -> {
      var late = held;
      held = null;
      if (life == Life.OPEN) {
        serveNow(request, () -> {
          if (failure instanceof RuntimeException e) {
            throw e;
          } else if (failure != null) {
            throw new IllegalStateException(failure);
          }
          carryOut(turn.decision(), turn.next(), request);
        });
        late.forEach(this::handle);
        closeIfAsked();
      } else {
        waiting.add(request);
        waiting.addAll(late);
      }
    });
  }

  private void serveNow(PendingRequest<?> request, Runnable turn) {
    try {
      turn.run();
    } catch (NotResident e) {
      load(e.mailbox(), request);
    } catch (MailboxFailure e) {
      // it may rest on a change that is not durable yet: tell it when that is
      commits.park(request, e);
    } catch (RuntimeException e) {
      LOG.error("account {}: {} failed", account, request.request().getClass().getSimpleName(), e);
      request.fail(new MailboxFailure(Kind.SERVERBUG, "Internal error, see the server's log"));
    }
  }

  /** @param next the live state after the decision's records, or null if they are not applied yet */
  private void carryOut(Decision<?> decision, AccountState next, PendingRequest<?> request) {
    boolean changes = !decision.records().isEmpty();
    if (changes && store.refusal() != null && decision.durable()) {
      refuseOrReopen(request);
      return;
    }
    if (decision.durable()) {
      commits.append(decision.records(), next);
      commits.park(request, decision);
      return;
    }
    if (changes && store.refusal() == null) {
      states.decidedUnpromised(store.stage(decision.records()));
      upkeep.due();
    }
    try {
      request.reply().accept(decision.reply().apply(states.durable()));
    } catch (NotResident e) {
      // made a moment ago and not durable yet
      commits.park(request, decision);
    }
  }

  /** The account could only be opened for reading. If that is a while ago it is opened anew, and the request waits for it. */
  private void refuseOrReopen(PendingRequest<?> request) {
    if (bench.clock().millis() - openedMs < READ_ONLY_MS_MIN) {
      request.fail(StorageFailures.ofWrite(store.refusal()));
    } else {
      waiting.add(request);
      if (life == Life.OPEN) {
        end();
      }
    }
  }

  /** Stages and applies one atomic entry; readers see it once it is durable. */
  void append(List<JournalRecord> records) {
    commits.append(records, null);
  }

  /**
   * Something is staged that cannot be applied: a bug, and what is staged must not reach the disk. What is not sealed has not happened, and
   * the account is opened anew.
   */
  void abandon() {
    LOG.error("account {}: a decision does not fit the account's state; it is opened anew", account);
    var told = new MailboxFailure(Kind.SERVERBUG, "Internal error, see the server's log; nothing was changed");
    commits.abandon(told);
    if (life == Life.OPENING) {
      rejectWaiting(told);
    }
    end();
  }

  private Situation situation() {
    return new Situation(states.live(), states.durable(), bench.clock().instant(), bench.limits());
  }

  // --- mailboxes that are not in memory ---

  private void load(MailboxId id, PendingRequest<?> request) {
    if (residents.await(id, request)) {
      work.run(() -> store.loadMailbox(id), (loaded, failure) -> {
        var trouble = failure != null ? failure : takeIn(id, loaded);
        if (trouble == null) {
          residents.loaded(id).forEach(this::handle);
        } else {
          LOG.error("account {}: mailbox {} cannot be loaded: {}", account, id, Troubles.text(trouble), Troubles.trace(trouble));
          residents.loaded(id).forEach(waiter -> waiter.fail(
              new MailboxFailure(Kind.UNAVAILABLE, "The mailbox cannot be read now")));
        }
        closeIfAsked();
      });
    }
  }

  /** @return why it does not fit what the account knows of the mailbox, or null */
  private RuntimeException takeIn(MailboxId id, MailboxState loaded) {
    try {
      states.everywhere(state -> isLacking(state, id) ? state.withResident(loaded) : state);
      return null;
    } catch (RuntimeException misfit) {
      return misfit;
    }
  }

  private static boolean isLacking(AccountState state, MailboxId id) {
    return state.mailbox(id).filter(entry -> !entry.isResident()).isPresent();
  }

  // --- commits ---

  /** A commit is on disk. */
  void committed() {
    upkeep.due();
    if (life == Life.OPENING) {
      begin();
    }
  }

  /** It failed, and nothing that was not durable has happened. @param told to those who wait */
  void commitFailed(boolean fenced, MailboxFailure told) {
    if (fenced || life == Life.OPENING) {
      states.durable().mailboxes().forEach(entry -> bench.changes().publish(account, entry.id()));
      rejectWaiting(told);
      end();
    }
  }

  // --- idleness and closing ---

  /** Whether it is open and no commit is staged, running or waited for. */
  boolean isSettled() {
    return life == Life.OPEN && commits.isQuiet() && !store.hasStaged();
  }

  /** Whether it is open to stay and no commit runs; something may be staged for the next one. */
  boolean isBetweenCommits() {
    return life == Life.OPEN && !commits.isRunning() && !closeAsked;
  }

  /** Has what is staged and promised to nobody written. */
  void settle() {
    if (life == Life.OPEN && store.hasStaged()) {
      commits.schedule();
    }
  }

  /** Mailboxes in memory that no session has selected. */
  List<MailboxId> unwatchedResidents() {
    return states.live().mailboxes().stream()
        .filter(entry -> entry.isResident() && !bench.changes().isWatched(account, entry.id()))
        .map(entry -> entry.id()).toList();
  }

  /** Whether nobody has asked anything since that time and nothing is under way. */
  boolean isIdleSince(long ms) {
    return life == Life.OPEN && lastUsedMs < ms && commits.isQuiet() && work.isIdle()
        && residents.isQuiet();
  }

  /** Finishes what is under way, checkpoints, closes, and tells the workbench. Idempotent. */
  void close() {
    closeAsked = true;
    closeIfAsked();
  }

  /** Goes on with closing, if that was asked for and nothing else is under way. */
  void closeIfAsked() {
    if (!closeAsked || life != Life.OPEN || held != null || commits.isRunning() || !residents.isQuiet() || upkeep.isRunning()) {
      return;
    }
    if (store.hasStaged()) {
      commits.schedule();
      return;
    }
    life = Life.CLOSING;
    if (bench.hasData()) {
      upkeep.last(this::end);
    } else {
      end();
    }
  }

  private void end() {
    if (life == Life.CLOSED) {
      return;
    }
    life = Life.CLOSED;
    commits.end();
    work.run(() -> {
      bench.close(account, store);
      return null;
    }, (none, failure) -> bench.closed(this));
  }
}
