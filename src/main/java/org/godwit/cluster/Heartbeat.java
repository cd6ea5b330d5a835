package org.godwit.cluster;

import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks all members, again and again, whether they are there, and tells the lease and the right to claim what they say. Beats come one at a time;
 * answers on any thread.
 */
final class Heartbeat {

  /** Time between two beats, milliseconds. */
  static final long INTERVAL_MS = 200;

  /** A lease that has lapsed for so long is lost: others will have noticed that this node is gone, and may have taken everything. */
  static final long LOST_MS = 2_500;

  private static final long JUST_NOW_NANOS = 20_000_000;

  private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);

  private final NodeId self;
  private final Peers peers;
  private final LongSupplier nanos;
  private final MajorityLease lease;
  private final ClaimRight right;
  private final Runnable lost;
  private boolean held;
  private long lastNanos;

  /** @param lost called once when the lease has lapsed for {@link #LOST_MS}, not before it has held, and again only after it has held again */
  Heartbeat(NodeId self, Peers peers, LongSupplier nanos, MajorityLease lease, ClaimRight right, Runnable lost) {
    this.self = self;
    this.peers = peers;
    this.nanos = nanos;
    this.lease = lease;
    this.right = right;
    this.lost = lost;
  }

  /** Asks everybody once; nobody if that was just now, as when timers make up for a pause. */
  void beat() {
    long now = nanos.getAsLong();
    if (lastNanos != 0 && now - lastNanos < JUST_NOW_NANOS) {
      return;
    }
    lastNanos = now;
    View view = peers.view();
    lookForLoss();
    lease.keepOnly(view.members());
    view.members().stream().filter(member -> !member.equals(self)).forEach(this::ask);
  }

  private void lookForLoss() {
    if (lease.lapsedMs() == 0) {
      held |= lease.term() > 0;
    } else if (held && lease.lapsedMs() > LOST_MS) {
      held = false;
      lost.run();
    }
  }

  private void ask(NodeId member) {
    long asked = nanos.getAsLong();
    peers.ask(member).subscribe().with(pong -> answered(member, pong, asked), silent -> LOG.trace("no answer from {}", member, silent));
  }

  private void answered(NodeId member, Pong pong, long asked) {
    right.heard(member, pong, asked);
    if (pong.knowsAsker()) {
      lease.confirm(member, asked);
    }
  }
}
