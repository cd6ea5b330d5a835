package org.godwit.mailbox.routing;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import org.godwit.cluster.ClusterEngine;
import org.godwit.cluster.ClusterListener;
import org.godwit.cluster.NodeId;
import org.godwit.mailbox.api.MailboxFailure;
import org.godwit.mailbox.api.MailboxFailure.Kind;
import org.godwit.vertx.Unis;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The event bus of a cluster, with one address for each node. */
public final class VertxNodeBus implements NodeBus {

  private static final Logger LOG = LoggerFactory.getLogger(VertxNodeBus.class);
  private static final String ADDRESS = "godwit.node.";
  private static final String FROM = "from";
  /** Long enough for the slowest disk: that a node is gone is heard much earlier. */
  private static final long TIMEOUT_MS = 300_000;

  private final Vertx vertx;
  private final NodeId self;
  private final DeliveryOptions options;
  private final Map<NodeId, Set<UniEmitter<? super Buffer>>> waiting = new ConcurrentHashMap<>();
  private final ClusterEngine engine;
  private MessageConsumer<Buffer> consumer;

  /** @param vertx of the clustered kind */
  public VertxNodeBus(Vertx vertx, ClusterEngine engine) {
    this.vertx = vertx;
    this.engine = engine;
    this.self = engine.self();
    this.options = new DeliveryOptions().setSendTimeout(TIMEOUT_MS).addHeader(FROM, self.toString());
    engine.listen(new ClusterListener() {
      @Override
      public void membersChanged(Set<NodeId> members) {
        waiting.keySet().stream().filter(node -> !members.contains(node)).toList().forEach(VertxNodeBus.this::gone);
      }
    });
  }

  private void gone(NodeId node) {
    var late = waiting.remove(node);
    if (late != null) {
      late.forEach(emitter -> emitter.fail(new NodeGone(node)));
    }
  }

  @Override
  public Uni<Buffer> ask(NodeId node, Buffer question) {
    return Uni.createFrom().<Buffer>emitter(emitter -> {
      var context = vertx.getOrCreateContext();
      waiting.computeIfAbsent(node, any -> ConcurrentHashMap.newKeySet()).add(emitter);
      vertx.eventBus().<Buffer>request(ADDRESS + node, question, options).map(Message::body)
          .onComplete(answer -> context.runOnContext(none -> emitter.complete(answer)),
              failure -> context.runOnContext(none -> emitter.fail(told(node, failure))));
      emitter.onTermination(() -> forget(node, emitter));
      if (!engine.members().contains(node)) {
        emitter.fail(new NodeGone(node));
      }
    });
  }

  private void forget(NodeId node, UniEmitter<? super Buffer> emitter) {
    waiting.computeIfPresent(node, (key, set) -> {
      set.remove(emitter);
      return set.isEmpty() ? null : set;
    });
  }

  private static Throwable told(NodeId node, Throwable failure) {
    if (failure instanceof ReplyException reply && reply.failureType() == ReplyFailure.NO_HANDLERS) {
      return new MailboxFailure(Kind.MOVED, node + " does not listen");
    }
    return new NodeGone(node);
  }

  @Override
  public void tell(NodeId node, Buffer news) {
    vertx.eventBus().send(ADDRESS + node, news, options);
  }

  @Override
  public void serve(BiFunction<NodeId, Buffer, Uni<Buffer>> handler) {
    consumer = vertx.eventBus().consumer(ADDRESS + self, message -> {
      var from = NodeId.parse(message.headers().get(FROM));
      handler.apply(from, message.body()).subscribe().with(
          answer -> {
            if (message.replyAddress() != null) {
              message.reply(answer);
            }
          },
          failure -> {
            LOG.error("{} asked something that cannot be answered", from, failure);
            message.fail(0, failure.toString());
          });
    });
  }

  @Override
  public Uni<Void> close() {
    return consumer == null ? Uni.createFrom().voidItem() : Unis.of(consumer::unregister);
  }
}
