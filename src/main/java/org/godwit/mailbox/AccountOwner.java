package org.godwit.mailbox;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
import org.godwit.storage.FencedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the requests of one account, one at a time, on the account's event loop: decide, append, apply, reply.
 *
 * <p>A reply to a change waits until a commit covers it; many changes share one. When a commit fails, nothing that was not
 * durable has happened, and everyone who waited is told.
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

  /** A reply that waits for the disk; the failure is null if it is a success. */
  private record Parked(PendingRequest<?> request, Decision<?> decision, MailboxFailure failure) {}

  private final String account;
  private final Workbench bench;
  private final SerialWork work;
  private final AccountUpkeep upkeep;
  private final Troubles troubles;
  private final Residents residents = new Residents();
  private final ArrayDeque<PendingRequest<?>> waiting = new ArrayDeque<>();
  /** What is staged and not sealed yet has changed these. */
  private Set<MailboxId> changed = new HashSet<>();
  /** What the running commit covers has changed these. */
  private Set<MailboxId> changing = Set.of();
  /** Requests that wait for a big turn to end; null if there is none. */
  private ArrayDeque<PendingRequest<?>> held;
  private Life life = Life.OPENING;
  private AccountStore store;
  private AccountStates states;
  private List<Parked> parked = new ArrayList<>();
  private List<Parked> committing = List.of();
  private boolean commitRunning;
  private boolean commitScheduled;
  private boolean closeAsked;
  private long lastUsedMs;
  private long openedMs;

  AccountOwner(String account, Workbench bench) {
    this.account = account;
    this.bench = bench;
    this.work = bench.serialWork();
    this.troubles = Troubles.of(account, "nothing could be written", "writing goes on", bench.clock());
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
    store = opened;
    openedMs = bench.clock().millis();
    states = new AccountStates(opened.recovered());
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
    LOG.error("account {} cannot be opened: {}", account, failure.toString(), failure);
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
      park(new Parked(request, null, e));
    } catch (RuntimeException e) {
      LOG.error("account {}: {} failed", account, request.request().getClass().getSimpleName(), e);
      request.fail(new MailboxFailure(Kind.SERVERBUG, "Internal error, see the server's log"));
    }
  }

  /** @param next the live state after the decision's records, or null if they are not applied yet */
  private void carryOut(Decision<?> decision, AccountState next, PendingRequest<?> request) {
    var reply = new Parked(request, decision, null);
    boolean changes = !decision.records().isEmpty();
    if (changes && store.refusal() != null && decision.durable()) {
      refuseOrReopen(request);
      return;
    }
    if (decision.durable()) {
      append(decision.records(), next);
      park(reply);
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
      park(reply);
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
    append(records, null);
  }

  private void append(List<JournalRecord> records, AccountState next) {
    if (!records.isEmpty()) {
      var placed = store.stage(records);
      try {
        if (next != null) {
          states.decided(next);
        } else {
          states.decided(placed);
        }
      } catch (RuntimeException misfit) {
        abandon();
        throw misfit;
      }
      placed.forEach(record -> ChangedMailboxes.of(record, changed));
      scheduleCommit();
    }
  }

  /**
   * Something is staged that cannot be applied: a bug, and what is staged must not reach the disk. What is not sealed has not happened, and
   * the account is opened anew.
   */
  private void abandon() {
    LOG.error("account {}: a decision does not fit the account's state; it is opened anew", account);
    var lost = parked;
    parked = new ArrayList<>();
    var told = new MailboxFailure(Kind.SERVERBUG, "Internal error, see the server's log; nothing was changed");
    reject(lost, told);
    if (life == Life.OPENING) {
      rejectWaiting(told);
    }
    end();
  }

  /** Answers when everything decided so far is durable: at once if it is. */
  private void park(Parked reply) {
    if (commitRunning || store.hasStaged()) {
      parked.add(reply);
      scheduleCommit();
    } else {
      answer(reply);
    }
  }

  private void answer(Parked reply) {
    if (reply.failure != null) {
      reply.request.fail(reply.failure);
      return;
    }
    try {
      reply.request.reply().accept(reply.decision.reply().apply(states.durable()));
    } catch (NotResident | MailboxFailure e) {
      // deleted while the reply waited
      reply.request.fail(e instanceof MailboxFailure failure ? failure : Situation.noSuchMailbox());
    }
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
          LOG.error("account {}: mailbox {} cannot be loaded: {}", account, id, trouble.toString(), trouble);
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

  private void scheduleCommit() {
    if (!commitScheduled && !commitRunning) {
      commitScheduled = true;
      // after what is queued on the event loop now: it shares the commit
      bench.eventLoop().execute(this::commit);
    }
  }

  private void commit() {
    commitScheduled = false;
    if (commitRunning || !store.hasStaged() || life == Life.CLOSED) {
      return;
    }
    commitRunning = true;
    var batch = store.seal();
    states.commitBegins();
    changing = changed;
    changed = new HashSet<>();
    committing = parked;
    parked = new ArrayList<>();
    work.run(() -> {
      store.commit(batch);
      return null;
    }, (none, failure) -> committed(failure));
  }

  private void committed(Throwable failure) {
    commitRunning = false;
    if (failure == null) {
      states.commitDone();
      troubles.succeeded();
      var tell = changing;
      changing = Set.of();
      tell.forEach(mailbox -> bench.changes().publish(account, mailbox));
      var replies = committing;
      committing = List.of();
      replies.forEach(this::answer);
      upkeep.due();
      if (life == Life.OPENING) {
        begin();
      }
    } else {
      commitFailed(failure);
    }
    if (life != Life.CLOSED && (store.hasStaged() || !parked.isEmpty())) {
      answerOrCommit();
    }
    closeIfAsked();
  }

  private void answerOrCommit() {
    if (store.hasStaged()) {
      scheduleCommit();
    } else {
      var ready = parked;
      parked = new ArrayList<>();
      ready.forEach(this::answer);
    }
  }

  private void commitFailed(Throwable failure) {
    troubles.failed(failure);
    store.discard();
    states.fallBack();
    changed.clear();
    changing = Set.of();
    var written = committing;
    var unwritten = parked;
    committing = List.of();
    parked = new ArrayList<>();
    var told = StorageFailures.ofWrite(failure);
    var toldOthers = failure instanceof FencedException ? StorageFailures.moved() : told;
    reject(written, told);
    reject(unwritten, toldOthers);
    if (failure instanceof FencedException || life == Life.OPENING) {
      states.durable().mailboxes().forEach(entry -> bench.changes().publish(account, entry.id()));
      rejectWaiting(toldOthers);
      end();
    }
  }

  private static void reject(List<Parked> replies, MailboxFailure why) {
    replies.forEach(reply -> reply.request.fail(reply.failure != null ? reply.failure : why));
  }

  // --- idleness and closing ---

  /** Whether it is open and no commit is staged, running or waited for. */
  boolean isSettled() {
    return life == Life.OPEN && !commitRunning && !store.hasStaged() && parked.isEmpty();
  }

  /** Whether it is open to stay and no commit runs; something may be staged for the next one. */
  boolean isBetweenCommits() {
    return life == Life.OPEN && !commitRunning && !closeAsked;
  }

  /** Has what is staged and promised to nobody written. */
  void settle() {
    if (life == Life.OPEN && store.hasStaged()) {
      scheduleCommit();
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
    return life == Life.OPEN && lastUsedMs < ms && !commitRunning && parked.isEmpty() && work.isIdle()
        && residents.isQuiet();
  }

  /** Finishes what is under way, checkpoints, closes, and tells the workbench. Idempotent. */
  void close() {
    closeAsked = true;
    closeIfAsked();
  }

  /** Goes on with closing, if that was asked for and nothing else is under way. */
  void closeIfAsked() {
    if (!closeAsked || life != Life.OPEN || held != null || commitRunning || !residents.isQuiet() || upkeep.isRunning()) {
      return;
    }
    if (store.hasStaged()) {
      scheduleCommit();
      return;
    }
    life = Life.CLOSING;
    upkeep.last(this::end);
  }

  private void end() {
    if (life == Life.CLOSED) {
      return;
    }
    life = Life.CLOSED;
    work.run(() -> {
      bench.close(account, store);
      return null;
    }, (none, failure) -> bench.closed(this));
  }
}
