package org.godwit.cluster.infinispan;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.godwit.cluster.ClusterException;
import org.godwit.cluster.NodeId;
import org.godwit.cluster.Ownership;
import org.infinispan.AdvancedCache;
import org.infinispan.container.entries.InternalCacheEntry;
import org.infinispan.context.Flag;

/**
 * The map from accounts to owners: text to text, {@code name/incarnation epoch}. Reads are from memory. Changes are begun on threads of their own, as
 * sending may wait for others to receive, and there is a bound to how many wait.
 */
final class OwnersCache implements AutoCloseable {

  private static final int THREADS = 2;
  private static final int WAITING_MAX = 10_000;
  private static final Duration ANSWER_MAX = Duration.ofSeconds(5);

  private final AdvancedCache<String, String> cache;
  private final ExecutorService senders = new ThreadPoolExecutor(THREADS, THREADS, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING_MAX),
      Thread.ofPlatform().daemon().name("cluster-owners-", 0).factory());

  OwnersCache(AdvancedCache<String, String> cache) {
    this.cache = cache;
  }

  /** What this node has in memory. */
  Optional<Ownership> read(String account) {
    InternalCacheEntry<String, String> entry = cache.getDataContainer().peek(account);
    return entry == null ? Optional.empty() : Optional.of(decode(entry.getValue()));
  }

  /** Calls for each entry in memory. */
  void forEach(BiConsumer<String, Ownership> each) {
    for (InternalCacheEntry<String, String> entry : cache.getDataContainer()) {
      each.accept(entry.getKey(), decode(entry.getValue()));
    }
  }

  /** What the cluster says. */
  Uni<Optional<Ownership>> ask(String account) {
    return change(() -> cache.getAsync(account)).map(value -> Optional.ofNullable(value).map(OwnersCache::decode));
  }

  /** Enters the owner if there is none; empty if done, else who is there. */
  Uni<Optional<Ownership>> enter(String account, Ownership owner) {
    return change(() -> cache.putIfAbsentAsync(account, encode(owner))).map(value -> Optional.ofNullable(value).map(OwnersCache::decode));
  }

  /** Whether the entry was {@code from} and is {@code to} now. */
  Uni<Boolean> replace(String account, Ownership from, Ownership to) {
    return change(() -> cache.replaceAsync(account, encode(from), encode(to)));
  }

  /** Whether the entry was this and is no more. */
  Uni<Boolean> remove(String account, Ownership entry) {
    return change(() -> cache.removeAsync(account, encode(entry)));
  }

  /** Takes the entry out of this node's memory alone, if it is there: it is not what the cluster has. */
  Uni<Boolean> forget(String account, Ownership entry) {
    return change(() -> cache.withFlags(Flag.CACHE_MODE_LOCAL).removeAsync(account, encode(entry)));
  }

  private <T> Uni<T> change(Supplier<CompletionStage<T>> operation) {
    return Uni.createFrom().<T>emitter(emitter -> {
      try {
        senders.execute(() -> operation.get().whenComplete((item, failed) -> {
          if (failed == null) {
            emitter.complete(item);
          } else {
            emitter.fail(new ClusterException("the cluster does not agree on an owner: " + failed, failed));
          }
        }));
      } catch (RejectedExecutionException full) {
        emitter.fail(new ClusterException("too many accounts wait for an owner", full));
      }
    }).ifNoItem().after(ANSWER_MAX).failWith(() -> new ClusterException("the cluster does not answer"));
  }

  private static String encode(Ownership ownership) {
    return ownership.owner() + " " + ownership.epoch();
  }

  private static Ownership decode(String text) {
    int at = text.lastIndexOf(' ');
    return new Ownership(NodeId.parse(text.substring(0, at)), Integer.parseInt(text.substring(at + 1)));
  }

  @Override
  public void close() {
    senders.shutdown();
  }
}
