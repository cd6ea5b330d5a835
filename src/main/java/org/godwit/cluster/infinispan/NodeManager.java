package org.godwit.cluster.infinispan;

import io.vertx.core.Completable;
import io.vertx.core.spi.cluster.NodeInfo;
import io.vertx.core.spi.cluster.RegistrationInfo;
import io.vertx.ext.cluster.infinispan.InfinispanClusterManager;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.godwit.cluster.NodePlan;
import org.infinispan.factories.GlobalComponentRegistry;
import org.infinispan.manager.DefaultCacheManager;
import org.infinispan.remoting.transport.Address;
import org.infinispan.remoting.transport.Transport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Vert.x's cluster manager with what it lacks: it asks Infinispan 15 for the transport in the way that is there; it enters this node's addresses
 * anew when they are gone; and it remembers those of others. Whoever leads the cluster takes out the addresses of a node that seems to be dead; a node
 * that was only paused, or cut off, would be without them for good, and could not enter them again while yet another one does not answer. That two
 * nodes hear each other must not depend on a third.
 */
final class NodeManager extends InfinispanClusterManager {

  private static final Logger LOG = LoggerFactory.getLogger(NodeManager.class);

  /** Of addresses that end with the name of the one node that listens there. */
  private static final List<String> BEGINNINGS = List.of("godwit.node.", "godwit.ping.");
  private static final int KNOWN_MAX = 10_000;

  private final DefaultCacheManager caches;
  private final NodePlan plan;
  private final Map<String, Set<RegistrationInfo>> registered = new ConcurrentHashMap<>();
  /** A node's name has its incarnation in it, and those addresses a node's name: what was true once stays true. */
  private final Map<String, NodeInfo> knownNodes = new ConcurrentHashMap<>();
  private final Map<String, List<RegistrationInfo>> knownAddresses = new ConcurrentHashMap<>();

  NodeManager(DefaultCacheManager caches, NodePlan plan) {
    super(caches);
    this.caches = caches;
    this.plan = plan;
  }

  /** Who is in JGroups' view. */
  List<Address> addresses() {
    return GlobalComponentRegistry.componentOf(caches, Transport.class).getMembers();
  }

  @Override
  public List<String> getNodes() {
    return addresses().stream().map(Address::toString).toList();
  }

  @Override
  public String clusterHost() {
    return plan.host().getHostAddress();
  }

  @Override
  public String clusterPublicHost() {
    return plan.host().getHostAddress();
  }

  @Override
  public void getNodeInfo(String node, Completable<NodeInfo> done) {
    remembered(knownNodes, node, done, super::getNodeInfo);
  }

  @Override
  public void getRegistrations(String address, Completable<List<RegistrationInfo>> done) {
    if (BEGINNINGS.stream().anyMatch(address::startsWith)) {
      remembered(knownAddresses, address, done, super::getRegistrations);
    } else {
      super.getRegistrations(address, done);
    }
  }

  /** What is known, or what {@code look} finds, which is known from then on unless it is nothing. */
  static <T> void remembered(Map<String, T> known, String key, Completable<T> done, BiConsumer<String, Completable<T>> look) {
    T before = known.get(key);
    if (before != null) {
      done.succeed(before);
      return;
    }
    look.accept(key, (found, failed) -> {
      if (failed == null && found != null && !(found instanceof List<?> list && list.isEmpty())) {
        if (known.size() >= KNOWN_MAX) {
          known.clear();
        }
        known.put(key, found);
      }
      done.complete(found, failed);
    });
  }

  @Override
  public void addRegistration(String address, RegistrationInfo info, Completable<Void> done) {
    if (!info.localOnly()) {
      registered.computeIfAbsent(address, first -> ConcurrentHashMap.newKeySet()).add(info);
    }
    super.addRegistration(address, info, done);
  }

  @Override
  public void removeRegistration(String address, RegistrationInfo info, Completable<Void> done) {
    registered.computeIfPresent(address, (same, infos) -> {
      infos.remove(info);
      return infos.isEmpty() ? null : infos;
    });
    super.removeRegistration(address, info, done);
  }

  /**
   * Enters this node and its addresses anew, whether or not they are there: after a merge of views a node's own copy may hold what the others have
   * removed. Blocks while Vert.x's manager is busy with a change of members.
   */
  void mend() {
    NodeInfo mine = getNodeInfo();
    if (mine != null) {
      setNodeInfo(mine, NodeManager::mended);
    }
    registered.forEach((address, infos) -> infos.forEach(info -> super.addRegistration(address, info, NodeManager::mended)));
  }

  private static void mended(Void done, Throwable failed) {
    if (failed != null) {
      LOG.debug("this node could not make itself known", failed);
    }
  }
}
