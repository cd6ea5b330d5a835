package org.godwit.mailbox.routing;

import io.vertx.core.Vertx;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.godwit.cluster.ClusterEngine;
import org.godwit.mail.MailboxId;
import org.godwit.mailbox.ChangeFeed;

/**
 * Mailboxes that sessions of this node have selected: whoever owns their account is asked to tell of changes, again after each change of owner. Safe on
 * any thread.
 */
final class RemoteWatches {

  private static final long AGAIN_MS = 500;

  private record Key(String account, MailboxId mailbox) {}

  private final Map<Key, Integer> sessions = new ConcurrentHashMap<>();
  /** How many mailboxes of an account are watched. */
  private final Map<String, Integer> accounts = new ConcurrentHashMap<>();
  private final Vertx vertx;
  private final ClusterEngine engine;
  private final NodeBus bus;
  private final ChangeFeed changes;

  RemoteWatches(Vertx vertx, ClusterEngine engine, NodeBus bus, ChangeFeed changes) {
    this.vertx = vertx;
    this.engine = engine;
    this.bus = bus;
    this.changes = changes;
  }

  void add(String account, MailboxId mailbox) {
    var key = new Key(account, mailbox);
    if (sessions.merge(key, 1, Integer::sum) == 1) {
      accounts.merge(account, 1, Integer::sum);
      ask(key);
    }
  }

  void remove(String account, MailboxId mailbox) {
    var key = new Key(account, mailbox);
    if (sessions.computeIfPresent(key, (k, count) -> count == 1 ? null : count - 1) == null) {
      accounts.computeIfPresent(account, (name, count) -> count == 1 ? null : count - 1);
      engine.ownerOf(account).filter(owner -> !owner.owner().equals(engine.self()))
          .ifPresent(owner -> bus.tell(owner.owner(), NodeMessageCodec.encode(new NodeMessage.Unwatch(account, mailbox))));
    }
  }

  /** Whether a session of this node has a mailbox of the account selected. */
  boolean watches(String account) {
    return accounts.containsKey(account);
  }

  /** Somebody else has the account, or nobody. */
  void ownerChanged(String account) {
    if (watches(account)) {
      sessions.keySet().stream().filter(key -> key.account.equals(account)).forEach(this::ask);
    }
  }

  /** Owners may have gone: whoever watches their mailboxes looks, and with that some node takes them. */
  void membersChanged() {
    accounts.keySet().stream().filter(account -> engine.ownerOf(account).isEmpty()).forEach(this::ownerChanged);
  }

  /** What changed before the owner heard of the watch is not told: the listener looks once it has. */
  private void ask(Key key) {
    var owner = engine.ownerOf(key.account);
    if (owner.isEmpty() || owner.get().owner().equals(engine.self())) {
      changes.publish(key.account, key.mailbox);
      return;
    }
    bus.ask(owner.get().owner(), NodeMessageCodec.encode(new NodeMessage.Watch(key.account, key.mailbox)))
        .onItem().transformToUni(octets -> Answers.yes(octets))
        .subscribe().with(watched -> changes.publish(key.account, key.mailbox), failure -> vertx.setTimer(AGAIN_MS, timer -> again(key)));
  }

  private void again(Key key) {
    if (sessions.containsKey(key)) {
      ask(key);
    }
  }
}
