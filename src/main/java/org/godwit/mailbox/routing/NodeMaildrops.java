package org.godwit.mailbox.routing;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.godwit.cluster.NodeId;

/** Who has the maildrops of the accounts that this node owns, on whichever node. Safe on any thread. */
final class NodeMaildrops {

  private record Holder(NodeId node, long claim) {}

  private final Map<String, Holder> holders = new ConcurrentHashMap<>();

  /** Whether the claim has the maildrop now. */
  boolean claim(String account, NodeId node, long claim) {
    var holder = new Holder(node, claim);
    var before = holders.putIfAbsent(account, holder);
    return before == null || before.equals(holder);
  }

  void end(String account, NodeId node, long claim) {
    holders.remove(account, new Holder(node, claim));
  }

  /** Only these nodes are there. */
  void retain(Set<NodeId> nodes) {
    holders.values().removeIf(holder -> !nodes.contains(holder.node));
  }

  /** The account is no longer here: its new owner decides. */
  void forget(String account) {
    holders.remove(account);
  }
}
