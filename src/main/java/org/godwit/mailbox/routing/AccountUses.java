package org.godwit.mailbox.routing;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.godwit.cluster.NodeId;

/** From where the accounts of this node are used, to find those that had better be elsewhere. Safe on any thread. */
final class AccountUses {

  private record Use(long here, NodeId node, long there) {}

  private final Map<String, Use> uses = new ConcurrentHashMap<>();
  private final LongSupplier clockMs;
  private final long elsewhereMs;

  /** @param elsewhereMs after so long without a use from this node an account belongs where it is used */
  AccountUses(LongSupplier clockMs, long elsewhereMs) {
    this.clockMs = clockMs;
    this.elsewhereMs = elsewhereMs;
  }

  /** A client of this node uses the account. */
  void here(String account) {
    uses.merge(account, new Use(clockMs.getAsLong(), null, 0), (before, now) -> new Use(now.here, before.node, before.there));
  }

  /** A client of another node does. */
  void there(String account, NodeId node) {
    long now = clockMs.getAsLong();
    uses.merge(account, new Use(now, node, now), (before, use) -> new Use(before.here, node, use.there));
  }

  /** The node that has used the account in the last while, if this one has not. */
  Optional<NodeId> elsewhere(String account) {
    var use = uses.get(account);
    long since = clockMs.getAsLong() - elsewhereMs;
    return use == null || use.here > since || use.there <= since ? Optional.empty() : Optional.ofNullable(use.node);
  }

  /** The account is no longer here. */
  void forget(String account) {
    uses.remove(account);
  }
}
