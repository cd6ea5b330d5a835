package org.godwit.mailbox.routing;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import org.godwit.cluster.ClusterEngine;
import org.godwit.cluster.ClusterListener;
import org.godwit.cluster.Lease;
import org.godwit.cluster.NodeId;
import org.godwit.cluster.Ownership;
import org.godwit.mailbox.Limits;
import org.godwit.mailbox.MailStore;
import org.godwit.mailbox.StoreLimits;
import org.godwit.storage.StoreOptions;

/** Nodes of one process over one directory: real stores, an engine that is a map, a bus that is a method call. */
final class Nodes implements AutoCloseable {

  static final Duration WAIT = Duration.ofSeconds(30);

  private final Path data;
  private final Duration elsewhere;
  private final Map<String, Ownership> owners = new ConcurrentHashMap<>();
  private final Map<NodeId, Node> nodes = new LinkedHashMap<>();

  Nodes(Path data, Duration elsewhere) {
    this.data = data;
    this.elsewhere = elsewhere;
  }

  /** One of them. */
  final class Node implements ClusterEngine, NodeBus, Lease {
    final Vertx vertx = Vertx.vertx();
    final NodeId id;
    final ClusterClaims claims = new ClusterClaims(this);
    private final List<ClusterListener> listeners = new CopyOnWriteArrayList<>();
    private final List<Runnable> whenValid = new CopyOnWriteArrayList<>();
    private final List<Runnable> whenGone = new CopyOnWriteArrayList<>();
    private volatile BiFunction<NodeId, Buffer, Uni<Buffer>> handler;
    private volatile long term = 1;
    private volatile boolean deaf;
    private volatile int versionsAhead;
    final MailStore store;
    final Routing routing;

    Node(String name) {
      id = NodeId.begin(name);
      store = MailStore.start(vertx, data, StoreOptions.DEFAULTS, new StoreLimits(new Limits(1000, 1L << 30, 255, 1000), 2, 60_000, 0), claims, this)
          .await().atMost(WAIT);
      synchronized (nodes) {
        nodes.put(id, this);
      }
      routing = Routing.start(vertx, this, this, claims, this, store, elsewhere);
    }

    /** Asks and is asked no more, and is no member; what it has in memory it has. */
    void leave() {
      deaf = true;
      synchronized (nodes) {
        nodes.remove(id);
      }
      owners.values().removeIf(ownership -> ownership.owner().equals(id));
      whenGone.forEach(Runnable::run);
      everyone().forEach(node -> node.listeners.forEach(listener -> listener.membersChanged(members())));
    }

    /** From now on nothing that it is asked comes back. */
    void fallSilent() {
      deaf = true;
    }

    /** From now on it speaks, and understands, a later version only. */
    void upgrade() {
      versionsAhead = 1;
    }

    /** Octets of a message that goes to another node, as its code knows them. */
    private Buffer translated(Buffer message, Node to) {
      var copy = message.copy();
      return copy.setByte(0, (byte) (copy.getByte(0) + versionsAhead - to.versionsAhead));
    }

    /** Its lease ends, and it does not notice what the others do. */
    void lapse() {
      term = -Math.abs(term);
    }

    void renew() {
      term = Math.abs(term) + 1;
      whenValid.forEach(Runnable::run);
      whenValid.clear();
    }

    // --- Lease ---

    @Override
    public long term() {
      return Math.max(0, term);
    }

    @Override
    public void whenValid(Runnable task) {
      whenValid.add(task);
      if (term > 0 && whenValid.remove(task)) {
        task.run();
      }
    }

    // --- ClusterEngine ---

    @Override
    public NodeId self() {
      return id;
    }

    @Override
    public Set<NodeId> members() {
      synchronized (nodes) {
        return Set.copyOf(nodes.keySet());
      }
    }

    @Override
    public boolean mayClaim() {
      return members().contains(id);
    }

    @Override
    public Optional<Ownership> ownerOf(String account) {
      return Optional.ofNullable(owners.get(account));
    }

    @Override
    public Uni<Ownership> claim(String account) {
      return Uni.createFrom().item(() -> {
        if (!mayClaim()) {
          throw new IllegalStateException("alone");
        }
        var now = owners.computeIfAbsent(account, name -> new Ownership(id, Ownership.OPENING));
        changed(account);
        return now;
      });
    }

    @Override
    public Uni<Boolean> began(String account, int epoch) {
      return Uni.createFrom().item(() -> {
        boolean done = owners.replace(account, new Ownership(id, Ownership.OPENING), new Ownership(id, epoch));
        changed(account);
        return done;
      });
    }

    @Override
    public Uni<Void> release(String account) {
      return Uni.createFrom().<Void>item(() -> {
        owners.computeIfPresent(account, (name, ownership) -> ownership.owner().equals(id) ? null : ownership);
        return null;
      }).invoke(() -> changed(account));
    }

    @Override
    public Uni<Boolean> handOver(String account, NodeId to) {
      return Uni.createFrom().item(() -> {
        owners.computeIfPresent(account, (name, ownership) -> ownership.owner().equals(id) ? new Ownership(to, Ownership.OPENING) : ownership);
        changed(account);
        return true;
      });
    }

    @Override
    public Uni<Void> settle(String account) {
      return Uni.createFrom().voidItem();
    }

    @Override
    public void listen(ClusterListener listener) {
      listeners.add(listener);
    }

    // --- NodeBus ---

    @Override
    public Uni<Buffer> ask(NodeId node, Buffer question) {
      var context = vertx.getOrCreateContext();
      return Uni.createFrom().emitter(emitter -> {
        Node other;
        synchronized (nodes) {
          other = nodes.get(node);
        }
        if (other == null) {
          emitter.fail(new NodeGone(node));
          return;
        }
        other.whenGone.add(() -> context.runOnContext(none -> emitter.fail(new NodeGone(node))));
        other.vertx.getOrCreateContext().runOnContext(none -> other.handler.apply(id, translated(question, other)).subscribe().with(
            answer -> context.runOnContext(done -> {
              if (!other.deaf) {
                emitter.complete(other.translated(answer, this));
              }
            }),
            failure -> context.runOnContext(done -> emitter.fail(failure))));
      });
    }

    @Override
    public void tell(NodeId node, Buffer news) {
      ask(node, news).subscribe().with(answer -> { }, failure -> { });
    }

    @Override
    public void serve(BiFunction<NodeId, Buffer, Uni<Buffer>> newHandler) {
      handler = newHandler;
    }

    @Override
    public Uni<Void> close() {
      return Uni.createFrom().voidItem();
    }
  }

  private List<Node> everyone() {
    synchronized (nodes) {
      return List.copyOf(nodes.values());
    }
  }

  private void changed(String account) {
    everyone().forEach(node -> node.listeners.forEach(listener -> listener.ownerChanged(account)));
  }

  /** The map loses an entry, as it may when a cluster comes together again. */
  void forget(String account) {
    owners.remove(account);
  }

  Node start(String name) {
    return new Node(name);
  }

  @Override
  public void close() {
    everyone().forEach(node -> {
      node.store.stop().await().atMost(WAIT);
      node.vertx.close().toCompletionStage().toCompletableFuture().join();
    });
  }
}
