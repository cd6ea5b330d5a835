package org.godwit.mailbox.routing;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.godwit.cluster.NodeId;
import org.godwit.mailbox.api.MailboxFailure;
import org.godwit.mailbox.api.MailboxFailure.Kind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Refuses nodes that speak another version; each is told of once in the log. They should not have got in. Safe on any thread. */
final class Strangers {

  private static final Logger LOG = LoggerFactory.getLogger(Strangers.class);
  private static final int KNOWN_MAX = 1_000;

  private final Cache<NodeId, Boolean> told = Caffeine.newBuilder().maximumSize(KNOWN_MAX).build();

  /** What whoever has asked is told: nothing has happened. */
  static MailboxFailure refusal() {
    return new MailboxFailure(Kind.UNAVAILABLE, "The servers do not understand each other now; nothing was changed");
  }

  /** The same, and the log says why. */
  MailboxFailure refuse(NodeId node, OtherVersion misfit) {
    if (told.asMap().putIfAbsent(node, true) == null) {
      LOG.error("{} speaks {}: nothing is done for it, nor asked of it; run the same version of Godwit on all nodes", node, misfit.getMessage());
    }
    return refusal();
  }
}
