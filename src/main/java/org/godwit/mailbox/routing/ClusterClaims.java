package org.godwit.mailbox.routing;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.godwit.cluster.ClusterEngine;
import org.godwit.cluster.NodeId;
import org.godwit.cluster.Ownership;
import org.godwit.mailbox.AccountClaims;
import org.godwit.mailbox.api.MailboxFailure;
import org.godwit.mailbox.api.MailboxFailure.Kind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The accounts that this node has, entered in the cluster's map. */
public final class ClusterClaims implements AccountClaims {

  private static final Logger LOG = LoggerFactory.getLogger(ClusterClaims.class);

  /** The engine gives up earlier by itself. */
  private static final Duration WAIT_MAX = Duration.ofSeconds(10);
  private static final long TELL_NANOS = 10_000_000_000L;

  private final ClusterEngine engine;
  /** With their epochs on disk, OPENING until that is known. */
  private final Map<String, Integer> held = new ConcurrentHashMap<>();
  private final Map<String, NodeId> successors = new ConcurrentHashMap<>();
  private final AtomicInteger refusals = new AtomicInteger();
  private final AtomicLong toldNanos = new AtomicLong();
  private volatile boolean draining;

  public ClusterClaims(ClusterEngine engine) {
    this.engine = engine;
  }

  @Override
  public void acquire(String account) {
    if (draining) {
      passOn(account);
      throw new MailboxFailure(Kind.MOVED, "This server takes no accounts any more");
    }
    try {
      var ownership = engine.claim(account).await().atMost(WAIT_MAX);
      if (!ownership.owner().equals(engine.self())) {
        throw new MailboxFailure(Kind.MOVED, "Another server has the account");
      }
    } catch (MailboxFailure moved) {
      throw moved;
    } catch (RuntimeException unavailable) {
      refused(account, unavailable);
      throw new MailboxFailure(Kind.MOVED, "The account cannot be taken now");
    }
    held.put(account, Ownership.OPENING);
  }

  /** Who waits for an account asks again several times a second, for many accounts at once: not each is a line in the log. */
  private void refused(String account, RuntimeException why) {
    int since = refusals.incrementAndGet();
    long now = System.nanoTime();
    long told = toldNanos.get();
    if ((told == 0 || now - told >= TELL_NANOS) && toldNanos.compareAndSet(told, now)) {
      refusals.set(0);
      LOG.warn("account {} cannot be claimed now ({} refusals since the last line like this): {}", account, since, why.toString());
    }
  }

  /** Another node that left has given it to this one, which leaves as well. */
  private void passOn(String account) {
    if (engine.ownerOf(account).filter(owner -> owner.owner().equals(engine.self())).isPresent()) {
      Successors.any(engine).ifPresent(node -> tell(account, engine.handOver(account, node)));
    }
  }

  @Override
  public void began(String account, int epoch) {
    if (!engine.began(account, epoch).await().atMost(WAIT_MAX)) {
      throw new MailboxFailure(Kind.MOVED, "Another server has taken the account");
    }
    held.replace(account, epoch);
  }

  @Override
  public void closed(String account) {
    held.remove(account);
    var successor = successors.remove(account);
    tell(account, successor == null ? engine.release(account) : engine.handOver(account, successor));
  }

  private static void tell(String account, Uni<?> change) {
    try {
      change.await().atMost(WAIT_MAX);
    } catch (RuntimeException unavailable) {
      LOG.warn("account {}: the cluster could not be told that it is free: {}", account, unavailable.toString());
    }
  }

  /** The accounts that this node has now. */
  Set<String> held() {
    return held.keySet();
  }

  /** Enters an account again that this node has, and whose entry was lost when the cluster came together. Fails if the cluster does not answer. */
  Uni<Boolean> enterAgain(String account) {
    int epoch = held.getOrDefault(account, Ownership.OPENING);
    if (epoch == Ownership.OPENING || !engine.mayClaim()) {
      return Uni.createFrom().item(false);
    }
    return engine.claim(account).chain(entry -> entry.owner().equals(engine.self()) ? engine.began(account, epoch) : Uni.createFrom().item(false));
  }

  /** When the account is closed, that node is to have it. */
  void successor(String account, NodeId node) {
    successors.put(account, node);
  }

  /** From now on no account is taken. */
  void drain() {
    draining = true;
  }

  boolean isDraining() {
    return draining;
  }
}
