package org.godwit.mailbox.routing;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.godwit.cluster.ClusterEngine;
import org.godwit.cluster.ClusterListener;
import org.godwit.cluster.Lease;
import org.godwit.cluster.NodeId;
import org.godwit.mailbox.MailStore;
import org.godwit.mailbox.api.MailboxClient;
import org.godwit.mailbox.api.Mailboxes;
import org.godwit.mailbox.api.MaildropClaims;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the stores of several nodes one: requests go to whoever owns an account, accounts go where they are used. Safe on any thread.
 */
public final class Routing implements Mailboxes, ClusterListener {

  private static final Logger LOG = LoggerFactory.getLogger(Routing.class);

  /** How often accounts are looked at that had better be elsewhere. */
  private static final long LOOK_MS = 5_000;
  private static final long DRAIN_LOOK_MS = 20;

  private final Vertx vertx;
  private final ClusterEngine engine;
  private final ClusterClaims claims;
  private final NodeBus bus;
  private final MailStore store;
  private final NodeWatches nodeWatches;
  private final Strangers strangers = new Strangers();
  private final NodeMaildrops nodeMaildrops = new NodeMaildrops();
  private final AccountUses uses;
  private final RemoteWatches remoteWatches;
  private final RoutingClient client;
  private final RoutedMaildrops maildrops;
  private final List<Runnable> whenLost = new CopyOnWriteArrayList<>();
  private long looking;

  private Routing(Vertx vertx, ClusterEngine engine, Lease lease, ClusterClaims claims, NodeBus bus, MailStore store, Duration elsewhere) {
    this.vertx = vertx;
    this.engine = engine;
    this.claims = claims;
    this.bus = bus;
    this.store = store;
    this.nodeWatches = new NodeWatches(vertx, store.changes(), bus);
    this.uses = new AccountUses(System::currentTimeMillis, elsewhere.toMillis());
    this.remoteWatches = new RemoteWatches(vertx, engine, bus, store.changes());
    this.client = new RoutingClient(vertx, engine, lease, claims, store.client(), new OwnerCalls(bus, strangers), remoteWatches, uses, System::currentTimeMillis);
    this.maildrops = new RoutedMaildrops(vertx, engine, bus, nodeMaildrops, client);
  }

  /**
   * Begins to answer other nodes.
   *
   * @param lease with which the store was started
   * @param claims with which the store was started
   * @param elsewhere after so long without a use from the node that has it an account goes where it is used
   */
  public static Routing start(Vertx vertx, ClusterEngine engine, Lease lease, ClusterClaims claims, NodeBus bus, MailStore store, Duration elsewhere) {
    var routing = new Routing(vertx, engine, lease, claims, bus, store, elsewhere);
    engine.listen(routing);
    bus.serve(new NodeEndpoint(engine, store.client(), store.changes(), routing.nodeWatches, routing.nodeMaildrops, routing.uses, routing.strangers)::handle);
    routing.looking = vertx.setPeriodic(LOOK_MS, timer -> routing.look());
    return routing;
  }

  @Override
  public MailboxClient client() {
    return client;
  }

  @Override
  public MaildropClaims maildrops() {
    return maildrops;
  }

  /** Accounts that only another node uses go there; not those that an idling client of this node has selected. */
  private void look() {
    for (String account : claims.held()) {
      if (engine.ownerOf(account).isEmpty()) {
        claims.enterAgain(account).subscribe().with(done -> LOG.info("account {} is entered again: {}", account, done),
            failed -> LOG.warn("account {} cannot be entered again now: {}", account, failed.toString()));
      } else if (!remoteWatches.watches(account)) {
        uses.elsewhere(account).filter(engine.members()::contains).ifPresent(node -> move(account, node));
      }
    }
  }

  private void move(String account, NodeId node) {
    LOG.debug("account {} moves to {}, which uses it", account, node);
    claims.successor(account, node);
    store.closeAccount(account);
  }

  @Override
  public Uni<Void> drain() {
    claims.drain();
    if (engine.members().size() == 1) {
      return Uni.createFrom().voidItem();
    }
    var asked = new HashMap<String, NodeId>();
    return Uni.createFrom().emitter(emitter -> vertx.setPeriodic(DRAIN_LOOK_MS, timer -> {
      // one that was being opened when this began is held later, and one whose successor has left meanwhile needs another
      claims.held().stream().filter(account -> !asked.containsKey(account) || !engine.members().contains(asked.get(account)))
          .forEach(account -> Successors.of(account, engine).ifPresent(node -> {
            asked.put(account, node);
            move(account, node);
          }));
      if (claims.held().isEmpty() || engine.members().size() == 1) {
        vertx.cancelTimer(timer);
        emitter.complete(null);
      }
    }));
  }

  @Override
  public int toHandOver() {
    return engine.members().size() == 1 ? 0 : claims.held().size();
  }

  /** Answers the other nodes no more, then as of a node alone. */
  @Override
  public Uni<Void> stop() {
    vertx.cancelTimer(looking);
    return bus.close().eventually(store::stop);
  }

  @Override
  public void membersChanged(Set<NodeId> members) {
    nodeWatches.retain(members);
    nodeMaildrops.retain(members);
    remoteWatches.membersChanged();
  }

  @Override
  public void ownerChanged(String account) {
    var owner = engine.ownerOf(account);
    boolean ours = owner.filter(entry -> entry.owner().equals(engine.self())).isPresent();
    if (!ours) {
      owner.filter(another -> claims.held().contains(account)).ifPresent(another -> store.closeAccount(account));
      nodeWatches.forget(account);
      nodeMaildrops.forget(account);
      uses.forget(account);
    }
    remoteWatches.ownerChanged(account);
    maildrops.ownerChanged(account);
  }

  @Override
  public void lost() {
    LOG.error("This node has lost the others: it gives up all accounts");
    store.abandon();
    whenLost.forEach(Runnable::run);
  }

  @Override
  public void onLost(Runnable action) {
    whenLost.add(action);
    store.onLost(action);
  }

  @Override
  public boolean hasData() {
    return store.hasData();
  }
}
