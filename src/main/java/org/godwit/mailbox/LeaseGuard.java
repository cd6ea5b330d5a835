package org.godwit.mailbox;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.godwit.cluster.Lease;
import org.godwit.mailbox.api.MailboxFailure;
import org.godwit.mailbox.api.MailboxFailure.Kind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets requests pass to accounts while the node's lease holds. When it did not hold for a while, somebody else may have taken an account over: then
 * its requests wait until the disk has said who owns it. Event loop of the accounts only.
 */
final class LeaseGuard {

  private static final Logger LOG = LoggerFactory.getLogger(LeaseGuard.class);

  /** Requests that wait, of all accounts of this event loop. */
  private static final int WAITING_MAX = 10_000;

  private final Lease lease;
  private final Executor eventLoop;
  private final Consumer<PendingRequest<?>> again;
  /** The term in which an account was last known to be owned. */
  private final Map<String, Long> terms = new HashMap<>();
  private final Map<String, ArrayDeque<PendingRequest<?>>> checked = new HashMap<>();
  private ArrayDeque<PendingRequest<?>> lapsed = new ArrayDeque<>();
  private boolean asked;

  /** @param again takes what waited for the lease */
  LeaseGuard(Lease lease, Executor eventLoop, Consumer<PendingRequest<?>> again) {
    this.lease = lease;
    this.eventLoop = eventLoop;
    this.again = again;
  }

  /** The account is about to be opened. */
  void opening(AccountOwner owner) {
    terms.put(owner.account(), lease.term());
  }

  /** The account is closed. */
  void closed(AccountOwner owner) {
    terms.remove(owner.account());
    release(owner.account());
  }

  private void release(String account) {
    var late = checked.remove(account);
    if (late != null) {
      late.forEach(again);
    }
  }

  /** Whether requests wait because the lease does not hold; this one does too then. */
  boolean holdsBack(PendingRequest<?> request) {
    if (lease.term() != 0) {
      return false;
    }
    if (lapsed.size() == WAITING_MAX) {
      request.fail(unavailable());
      return true;
    }
    lapsed.add(request);
    if (!asked) {
      asked = true;
      lease.whenValid(() -> eventLoop.execute(this::resume));
    }
    return true;
  }

  private void resume() {
    asked = false;
    var late = lapsed;
    lapsed = new ArrayDeque<>();
    late.forEach(again);
  }

  /** The node has lost its accounts: nobody waits any longer. */
  void abandon() {
    var late = lapsed;
    lapsed = new ArrayDeque<>();
    late.forEach(request -> request.fail(unavailable()));
  }

  private static MailboxFailure unavailable() {
    return new MailboxFailure(Kind.UNAVAILABLE, "This server has lost the others; try again");
  }

  /** Passes a request to its account, when that is known to be owned in this term of the lease. */
  void pass(AccountOwner owner, PendingRequest<?> request) {
    var waiting = checked.get(owner.account());
    if (waiting != null) {
      waiting.add(request);
    } else if (terms.getOrDefault(owner.account(), 0L) == lease.term()) {
      owner.handle(request);
    } else {
      check(owner, request);
    }
  }

  private void check(AccountOwner owner, PendingRequest<?> request) {
    long term = lease.term();
    checked.computeIfAbsent(owner.account(), account -> new ArrayDeque<>()).add(request);
    owner.work().run(() -> {
      owner.store().checkOwner();
      return null;
    }, (none, failure) -> {
      if (failure == null) {
        terms.put(owner.account(), term);
        release(owner.account());
      } else {
        LOG.warn("account {}: no longer owned: {}", owner.account(), failure.toString());
        owner.close();
      }
    });
  }
}
