package org.godwit.cluster.infinispan;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.godwit.cluster.ClusterEngine;
import org.godwit.cluster.ClusterException;
import org.godwit.cluster.ClusterListener;
import org.godwit.cluster.ClusterNode;
import org.godwit.cluster.Lease;
import org.godwit.cluster.NodePlan;
import org.godwit.cluster.Presence;
import org.godwit.cluster.SharedDirectory;
import org.godwit.vertx.Unis;
import org.infinispan.Cache;
import org.infinispan.manager.DefaultCacheManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A node of a cluster by Infinispan. */
final class InfinispanNode implements ClusterNode {

  private static final Logger LOG = LoggerFactory.getLogger(InfinispanNode.class);
  private static final Duration BUS_START_MAX = Duration.ofMinutes(1);
  private static final long MEND_MS = 1_000;
  /** How long after a new view it is made sure that the others know this node: who leads may still be taking it out. */
  private static final long UNQUIET_MS = 10_000;
  private static final long LOOK_MS = 50;
  private static final int JOIN_TRIES = 10;
  private static final long JOIN_PAUSE_MS = 1_000;
  /** A connection to another node that does not come about, or is silent, in this time is given up. */
  private static final int CONNECT_MS = 1_000;
  private static final long BUS_PING_MS = 2_000;

  private final SharedDirectory directory;
  private final DefaultCacheManager caches;
  private final Vertx vertx;
  private final MemberViews views;
  private final Presence presence;
  private final OwnersCache owners;
  private final InfinispanEngine engine;
  private final AtomicBoolean mending = new AtomicBoolean();

  private InfinispanNode(NodePlan plan, SharedDirectory directory, DefaultCacheManager caches, NodeManager manager, Vertx vertx) {
    this.directory = directory;
    this.caches = caches;
    this.vertx = vertx;
    this.views = new MemberViews(manager::addresses, System::nanoTime);
    this.presence = new Presence(vertx, plan.self(), plan.size(), views::current, () -> lost());
    Cache<String, String> map = caches.getCache(Caches.OWNERS);
    this.owners = new OwnersCache(map.getAdvancedCache());
    this.engine = new InfinispanEngine(plan.self(), views, owners, presence::mayClaim);
    views.onChange(members -> {
      LOG.info("The cluster is {}", members);
      presence.viewChanged();
      engine.tell(listener -> listener.membersChanged(members));
    });
    caches.addListener(views);
    map.addListener(engine.new Changes());
    vertx.setPeriodic(MEND_MS, due -> {
      views.look();
      if (views.quietMs() < UNQUIET_MS || presence.lease().term() == 0) {
        mend(manager);
      }
      if (views.quietMs() < UNQUIET_MS && caches.isCoordinator() && engine.mayClaim()) {
        engine.sweep();
      }
    });
  }

  /** On a worker: Vert.x's manager holds its lock while it changes caches, which takes seconds when a member has just gone. */
  private void mend(NodeManager manager) {
    if (mending.compareAndSet(false, true)) {
      vertx.executeBlocking(() -> {
        manager.mend();
        return null;
      }, false).onComplete(done -> mending.set(false));
    }
  }

  /** See {@link ClusterNode.Starter}. */
  static ClusterNode start(NodePlan plan, Path data, VertxOptions options) {
    var directory = SharedDirectory.open(data, plan.self(), plan.size());
    try {
      return start(plan, options, directory, join(plan, directory));
    } catch (RuntimeException failed) {
      directory.close();
      throw failed;
    }
  }

  private static ClusterNode start(NodePlan plan, VertxOptions options, SharedDirectory directory, DefaultCacheManager caches) {
    var manager = new NodeManager(caches, plan);
    try {
      Vertx vertx = Unis.of(() -> Vertx.builder().with(withBus(options, plan)).withClusterManager(manager).buildClustered()).await().atMost(BUS_START_MAX);
      var node = new InfinispanNode(plan, directory, caches, manager, vertx);
      node.awaitMajority(plan);
      return node;
    } catch (RuntimeException failed) {
      caches.stop();
      throw failed instanceof ClusterException known ? known
          : new ClusterException("the event bus cannot be started on " + plan.host().getHostAddress() + ":" + plan.busPort() + ": " + reason(failed), failed);
    }
  }

  /**
   * Tried again for a while: a node of the same name that has just died is still a member for some seconds, and a cluster that is coming together
   * again cannot take anybody in. Not when the node is refused for what it is, nor when this machine does not have the address or the port.
   */
  private static DefaultCacheManager join(NodePlan plan, SharedDirectory directory) {
    for (int attempt = 1; ; attempt++) {
      try {
        return Caches.start(plan, directory);
      } catch (RuntimeException failed) {
        Optional<String> refusal = refusal(failed);
        boolean mayPass = refusal.map(text -> text.startsWith(SharedDirectory.NOT_YET)).orElse(!hasCause(failed, IOException.class));
        if (!mayPass || attempt == JOIN_TRIES) {
          throw new ClusterException(refusal.map(text -> "the cluster does not let this node in: " + text.replaceFirst(SharedDirectory.NOT_YET, ""))
              .orElseGet(() -> "the cluster cannot be joined from " + plan.host().getHostAddress() + ":" + plan.port() + ": " + reason(failed)), failed);
        }
        LOG.warn("The cluster cannot be joined yet: {}", refusal.orElseGet(() -> reason(failed)));
        pause();
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(JOIN_PAUSE_MS);
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      throw new ClusterException("interrupted while joining the cluster", ended);
    }
  }

  /** What JGroups says of a refused join. */
  private static Optional<String> refusal(Throwable failed) {
    return Stream.iterate(failed, cause -> cause != null, Throwable::getCause).filter(SecurityException.class::isInstance).map(Throwable::getMessage)
        .findFirst();
  }

  private static boolean hasCause(Throwable failed, Class<? extends Throwable> kind) {
    return Stream.iterate(failed, cause -> cause != null, Throwable::getCause).anyMatch(kind::isInstance);
  }

  private static String reason(Throwable failed) {
    Throwable last = failed;
    while (last.getCause() != null && !(last instanceof IOException)) {
      last = last.getCause();
    }
    return last.getMessage() == null ? last.toString() : last.getMessage();
  }

  private static VertxOptions withBus(VertxOptions options, NodePlan plan) {
    var bus = new EventBusOptions().setHost(plan.host().getHostAddress()).setPort(plan.busPort())
        .setClusterPublicHost(plan.host().getHostAddress()).setClusterPublicPort(plan.busPort())
        .setClusterPingInterval(BUS_PING_MS).setClusterPingReplyInterval(BUS_PING_MS);
    bus.setConnectTimeout(CONNECT_MS);
    return new VertxOptions(options).setEventBusOptions(bus);
  }

  private void awaitMajority(NodePlan plan) {
    presence.start().await().atMost(BUS_START_MAX);
    var ready = new CountDownLatch(1);
    long timer = vertx.setPeriodic(LOOK_MS, look -> {
      if (engine.mayClaim()) {
        ready.countDown();
      }
    });
    LOG.info("Here are {}; waits for more than half of {} nodes", engine.members(), plan.size());
    try {
      if (!ready.await(plan.join().toSeconds(), TimeUnit.SECONDS)) {
        var here = engine.members();
        Unis.of(vertx::close).await().atMost(BUS_START_MAX);
        throw new ClusterException("less than half of the cluster's " + plan.size() + " nodes are here after " + plan.join().toSeconds()
            + " seconds (cluster.joinSeconds): only " + here);
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      throw new ClusterException("interrupted while joining the cluster", ended);
    } finally {
      vertx.cancelTimer(timer);
    }
  }

  private void lost() {
    LOG.warn("This node has been without a majority of the cluster for seconds: what it owned is given up");
    engine.tell(ClusterListener::lost);
  }

  @Override
  public Vertx vertx() {
    return vertx;
  }

  @Override
  public ClusterEngine engine() {
    return engine;
  }

  @Override
  public Lease lease() {
    return presence.lease();
  }

  @Override
  public Uni<Void> close() {
    return Unis.of(vertx::close).eventually(() -> {
      caches.removeListener(views);
      owners.close();
      caches.stop();
      directory.close();
    });
  }
}
