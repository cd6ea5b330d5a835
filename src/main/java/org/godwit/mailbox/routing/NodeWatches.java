package org.godwit.mailbox.routing;

import io.vertx.core.Vertx;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.godwit.cluster.NodeId;
import org.godwit.mail.MailboxId;
import org.godwit.mailbox.ChangeFeed;
import org.godwit.mailbox.api.MailboxClient.Watch;

/** Tells other nodes of changes in mailboxes that this node owns and sessions there have selected. Safe on any thread. */
final class NodeWatches {

  private record Key(NodeId node, String account, MailboxId mailbox) {}

  private final Map<Key, Watch> watches = new ConcurrentHashMap<>();
  private final Vertx vertx;
  private final ChangeFeed changes;
  private final NodeBus bus;

  NodeWatches(Vertx vertx, ChangeFeed changes, NodeBus bus) {
    this.vertx = vertx;
    this.changes = changes;
    this.bus = bus;
  }

  void watch(NodeId node, String account, MailboxId mailbox) {
    watches.computeIfAbsent(new Key(node, account, mailbox), key -> changes.watch(account, mailbox, vertx.getOrCreateContext(),
        () -> bus.tell(node, NodeMessageCodec.encode(new NodeMessage.Changed(account, mailbox)))));
  }

  void unwatch(NodeId node, String account, MailboxId mailbox) {
    end(key -> key.equals(new Key(node, account, mailbox)));
  }

  /** Only these nodes are there. */
  void retain(Set<NodeId> nodes) {
    end(key -> !nodes.contains(key.node));
  }

  /** The account is no longer here. */
  void forget(String account) {
    end(key -> key.account.equals(account));
  }

  private void end(Predicate<Key> which) {
    watches.entrySet().removeIf(entry -> {
      boolean ends = which.test(entry.getKey());
      if (ends) {
        entry.getValue().end();
      }
      return ends;
    });
  }
}
