package org.godwit.cluster.infinispan;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.godwit.cluster.ClusterEngine;
import org.godwit.cluster.ClusterException;
import org.godwit.cluster.ClusterListener;
import org.godwit.cluster.NodeId;
import org.godwit.cluster.Ownership;
import org.godwit.cluster.View;
import org.infinispan.notifications.Listener;
import org.infinispan.notifications.cachelistener.annotation.CacheEntryCreated;
import org.infinispan.notifications.cachelistener.annotation.CacheEntryModified;
import org.infinispan.notifications.cachelistener.annotation.CacheEntryRemoved;
import org.infinispan.notifications.cachelistener.event.CacheEntryEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The ownership map and membership by Infinispan. */
final class InfinispanEngine implements ClusterEngine {

  private static final Logger LOG = LoggerFactory.getLogger(InfinispanEngine.class);
  private static final int TRIES = 5;

  private final NodeId self;
  private final MemberViews views;
  private final OwnersCache owners;
  private final Predicate<View> right;
  private final List<ClusterListener> listeners = new CopyOnWriteArrayList<>();

  /** @param right whether a node with this view may claim */
  InfinispanEngine(NodeId self, MemberViews views, OwnersCache owners, Predicate<View> right) {
    this.self = self;
    this.views = views;
    this.owners = owners;
    this.right = right;
  }

  @Override
  public NodeId self() {
    return self;
  }

  @Override
  public Set<NodeId> members() {
    return views.current().members();
  }

  @Override
  public boolean mayClaim() {
    return right.test(views.current());
  }

  @Override
  public Optional<Ownership> ownerOf(String account) {
    return owners.read(account).filter(this::isMember);
  }

  private boolean isMember(Ownership ownership) {
    return members().contains(ownership.owner());
  }

  @Override
  public Uni<Ownership> claim(String account) {
    return Uni.createFrom().deferred(() -> claim(account, TRIES)).invoke(this::requireRight);
  }

  /** Again when it is entered: a node that was cut off meanwhile has entered it for itself alone. */
  private void requireRight(Ownership entered) {
    if (!mayClaim()) {
      throw new ClusterException("this node sees no majority of the cluster any more");
    }
  }

  private Uni<Ownership> claim(String account, int tries) {
    if (!mayClaim()) {
      return Uni.createFrom().failure(new ClusterException("this node sees no majority of the cluster, so it takes no accounts"));
    }
    if (tries == 0) {
      return Uni.createFrom().failure(new ClusterException("too many nodes want the account at once"));
    }
    var mine = new Ownership(self, Ownership.OPENING);
    return owners.enter(account, mine).chain(there -> {
      if (there.isEmpty()) {
        return Uni.createFrom().item(mine);
      } else if (isMember(there.get())) {
        return spread(account, there.get());
      }
      return owners.replace(account, there.get(), mine).chain(done -> done ? Uni.createFrom().item(mine) : claim(account, tries - 1));
    });
  }

  /** The cluster has this entry. If this node has not, it is entered once more as it is, for all. */
  private Uni<Ownership> spread(String account, Ownership entry) {
    return owners.read(account).equals(Optional.of(entry)) ? Uni.createFrom().item(entry)
        : owners.replace(account, entry, entry).replaceWith(entry);
  }

  /**
   * For each entry there is one node that decides on changes of it, by its own copy; then all copies are what it says. So entering what is here for
   * what is here either makes all copies equal, or shows that this node's is wrong. Without one it learns the right one when it next claims.
   */
  @Override
  public Uni<Void> settle(String account) {
    return Uni.createFrom().deferred(() -> owners.read(account).filter(entry -> mayClaim()).map(entry -> owners.replace(account, entry, entry)
        .chain(same -> same ? Uni.createFrom().item(true) : owners.forget(account, entry)
            .invoke(gone -> LOG.info("the entry of account {} was not that of the others: {}", account, entry)))
        .replaceWithVoid()).orElseGet(() -> Uni.createFrom().voidItem()));
  }

  @Override
  public Uni<Boolean> began(String account, int epoch) {
    return changeOwn(account, entry -> owners.replace(account, entry, new Ownership(self, epoch)));
  }

  @Override
  public Uni<Void> release(String account) {
    return changeOwn(account, entry -> owners.remove(account, entry)).replaceWithVoid();
  }

  @Override
  public Uni<Boolean> handOver(String account, NodeId to) {
    return changeOwn(account, entry -> owners.replace(account, entry, new Ownership(to, Ownership.OPENING)));
  }

  private Uni<Boolean> changeOwn(String account, java.util.function.Function<Ownership, Uni<Boolean>> change) {
    return owners.ask(account).chain(entry -> entry.isPresent() && entry.get().owner().equals(self)
        ? change.apply(entry.get()) : Uni.createFrom().item(false));
  }

  @Override
  public void listen(ClusterListener listener) {
    listeners.add(listener);
  }

  /** Tells everybody. */
  void tell(Consumer<ClusterListener> news) {
    for (ClusterListener listener : listeners) {
      try {
        news.accept(listener);
      } catch (RuntimeException bug) {
        LOG.error("A listener of the cluster failed", bug);
      }
    }
  }

  /** Removes entries of nodes that are no members. */
  void sweep() {
    owners.forEach((account, entry) -> {
      if (!isMember(entry)) {
        owners.remove(account, entry).subscribe().with(done -> { }, failed -> LOG.debug("{} is not swept: {}", account, failed.getMessage()));
      }
    });
  }

  /** Passes changes of the map on, those made here and elsewhere. */
  @Listener
  public final class Changes {

    /** An entry has changed. */
    @CacheEntryCreated
    @CacheEntryModified
    @CacheEntryRemoved
    public void changed(CacheEntryEvent<String, String> event) {
      if (!event.isPre()) {
        tell(listener -> listener.ownerChanged(event.getKey()));
      }
    }
  }
}
