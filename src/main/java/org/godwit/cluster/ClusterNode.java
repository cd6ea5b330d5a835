package org.godwit.cluster;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;

/** This node's part in the cluster, from joining to leaving. Safe on any thread. */
public interface ClusterNode {

  /** Vert.x with an event bus that reaches all nodes. It belongs to the node: {@link #close} ends it. */
  Vertx vertx();

  /** Membership and ownership. */
  ClusterEngine engine();

  /** How long this node may answer from memory. */
  Lease lease();

  /** Leaves the cluster and ends Vert.x; the accounts should have been released before. */
  Uni<Void> close();
}
