package org.godwit.cluster;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.util.function.Supplier;

/** This node among the others: it answers their heartbeats, sends its own, and knows from the answers whether it may read and claim. */
public final class Presence {

  private static final long SOON_MS = 20;

  private final Vertx vertx;
  private final BusPeers peers;
  private final MajorityLease lease;
  private final ClaimRight right;
  private final Heartbeat heartbeat;

  /**
   * Does nothing yet.
   *
   * @param size how many nodes are configured
   * @param view who is there, from memory
   * @param lost called when this node has been without a majority for so long that others may have taken everything it owned
   */
  public Presence(Vertx vertx, NodeId self, int size, Supplier<View> view, Runnable lost) {
    this.vertx = vertx;
    this.peers = new BusPeers(vertx, self, view, System::nanoTime);
    this.lease = new MajorityLease(System::nanoTime, size);
    this.right = new ClaimRight(System::nanoTime, size);
    this.heartbeat = new Heartbeat(self, peers, System::nanoTime, lease, right, lost);
  }

  /** Begins; goes on until Vert.x is closed. */
  public Uni<Void> start() {
    return peers.serve().invoke(() -> vertx.setPeriodic(Heartbeat.INTERVAL_MS, beat -> heartbeat.beat()));
  }

  /** There is a new view: asks at once, and again when it will have been there long enough for claims. */
  public void viewChanged() {
    vertx.runOnContext(now -> heartbeat.beat());
    vertx.setTimer(MajorityLease.STABLE_MS + SOON_MS, stable -> heartbeat.beat());
  }

  /** How long this node may answer from memory. */
  public Lease lease() {
    return lease;
  }

  /** Whether this node, which has this view, may claim accounts. */
  public boolean mayClaim(View view) {
    return right.holds(view);
  }
}
