package org.godwit.mailbox.routing;

import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.godwit.cluster.ClusterEngine;
import org.godwit.cluster.NodeId;

/** Spreads the accounts of a node that leaves over the others, the same way whoever works it out. */
final class Successors {

  private Successors() {}

  /** The node that is to have an account, of all but this one; the one with the highest score, as in rendezvous hashing. */
  static Optional<NodeId> of(String account, ClusterEngine engine) {
    return engine.members().stream().filter(node -> !node.equals(engine.self())).max(Comparator.comparingInt(node -> score(account, node)));
  }

  /** Any but this one; for an account that whoever leaves has given to another one that leaves. */
  static Optional<NodeId> any(ClusterEngine engine) {
    var others = engine.members().stream().filter(node -> !node.equals(engine.self())).toList();
    return others.isEmpty() ? Optional.empty() : Optional.of(others.get(ThreadLocalRandom.current().nextInt(others.size())));
  }

  private static int score(String account, NodeId node) {
    int mixed = (account + node).hashCode() * 0x9E37_79B9;
    return (mixed ^ mixed >>> 15) * 0x85EB_CA6B;
  }
}
