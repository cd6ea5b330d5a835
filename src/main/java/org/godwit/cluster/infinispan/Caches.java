package org.godwit.cluster.infinispan;

import java.util.concurrent.TimeUnit;
import org.godwit.cluster.NodePlan;
import org.godwit.cluster.SharedDirectory;
import org.infinispan.configuration.cache.CacheMode;
import org.infinispan.configuration.cache.ConfigurationBuilder;
import org.infinispan.configuration.global.GlobalConfigurationBuilder;
import org.infinispan.configuration.global.ShutdownHookBehavior;
import org.infinispan.conflict.MergePolicy;
import org.infinispan.lock.configuration.ClusteredLockManagerConfigurationBuilder;
import org.infinispan.lock.configuration.Reliability;
import org.infinispan.manager.DefaultCacheManager;
import org.infinispan.partitionhandling.PartitionHandling;
import org.infinispan.remoting.transport.jgroups.JGroupsTransport;

/** Infinispan's caches: the ownership map, and what Vert.x's cluster manager wants. All are in memory on every node. */
final class Caches {

  /** Account to owner. */
  static final String OWNERS = "owners";

  private static final long REPLY_MS = 3_000;
  private static final long TURN_MS = 2_500;

  private Caches() {}

  /** Connects to the cluster, which takes seconds, and gets the caches' contents from the nodes that are there. Blocks. */
  static DefaultCacheManager start(NodePlan plan, SharedDirectory directory) {
    var global = GlobalConfigurationBuilder.defaultClusteredBuilder();
    global.classLoader(Caches.class.getClassLoader());
    global.jmx().disable();
    global.metrics().gauges(false).histograms(false);
    global.shutdown().hookBehavior(ShutdownHookBehavior.DONT_REGISTER);
    global.transport().defaultTransport().addProperty(JGroupsTransport.CHANNEL_CONFIGURATOR, JGroupsStack.of(plan, directory)).clusterName(plan.cluster()).nodeName(plan.self().toString());
    // Nobody takes Vert.x's locks; a cache for them that stops when the cluster splits would keep nodes from joining afterwards.
    global.addModule(ClusteredLockManagerConfigurationBuilder.class).reliability(Reliability.AVAILABLE);
    var manager = new DefaultCacheManager(global.build(), false);
    manager.defineConfiguration("__vertx.subs", mode(CacheMode.REPL_SYNC).build());
    manager.defineConfiguration("__vertx.nodeInfo", mode(CacheMode.REPL_SYNC).build());
    manager.defineConfiguration("__vertx.distributed.cache.configuration", guarded(mode(CacheMode.DIST_SYNC)).template(true).build());
    manager.defineConfiguration(OWNERS, guarded(mode(CacheMode.REPL_SYNC)).build());
    try {
      manager.start();
    } catch (RuntimeException failed) {
      manager.stop();
      throw failed;
    }
    return manager;
  }

  private static ConfigurationBuilder mode(CacheMode mode) {
    var builder = new ConfigurationBuilder();
    builder.clustering().cacheMode(mode).remoteTimeout(REPLY_MS, TimeUnit.MILLISECONDS);
    builder.locking().lockAcquisitionTimeout(TURN_MS, TimeUnit.MILLISECONDS);
    return builder;
  }

  /**
   * When the cluster splits, a majority goes on, as {@code ClaimRight} says who has one. Infinispan's own idea of it (DENY_READ_WRITES) counts from
   * the last time when all copies were complete: a node that dies soon after another came back would stop the whole map. After a merge the entries of
   * the larger part count.
   */
  private static ConfigurationBuilder guarded(ConfigurationBuilder builder) {
    builder.clustering().partitionHandling().whenSplit(PartitionHandling.ALLOW_READ_WRITES).mergePolicy(MergePolicy.PREFERRED_ALWAYS);
    return builder;
  }
}
