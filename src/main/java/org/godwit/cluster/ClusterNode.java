package org.godwit.cluster;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.nio.file.Path;

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

  /** How a node comes into being. */
  interface Starter {
    /**
     * Joins the cluster and waits until a majority is there. Blocks, for seconds at least.
     *
     * @param data    the directory that all nodes share
     * @param options of Vert.x; the event bus is set here
     * @throws ClusterException with one line that says why it can not; then nothing is left running
     */
    ClusterNode start(NodePlan plan, Path data, VertxOptions options);
  }
}
