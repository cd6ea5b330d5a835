package org.godwit.mailbox.routing;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.util.Optional;
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
  private static final String NUMBER = "number";
  private static final String ASIDE = "aside";
  /** Long enough for the slowest disk: that a node is gone, or has lost what it was asked, is heard much earlier. */
  private static final long TIMEOUT_MS = 300_000;
  private static final long ASIDE_MS = 1_000;

  private record Underway(NodeId from, long number) {}

  private final Vertx vertx;
  private final NodeId self;
  private final Questions questions = new Questions();
  private final Set<Underway> underway = ConcurrentHashMap.newKeySet();
  private final ClusterEngine engine;
  private final long asideMs;
  private final long asking;
  private MessageConsumer<Buffer> consumer;

  /** @param vertx of the clustered kind */
  public VertxNodeBus(Vertx vertx, ClusterEngine engine) {
    this(vertx, engine, ASIDE_MS);
  }

  /** @param asideMs how often nodes are asked what they are still about */
  VertxNodeBus(Vertx vertx, ClusterEngine engine, long asideMs) {
    this.vertx = vertx;
    this.engine = engine;
    this.self = engine.self();
    this.asideMs = asideMs;
    this.asking = vertx.setPeriodic(asideMs, timer -> questions.nodes().forEach(this::askAside));
    engine.listen(new ClusterListener() {
      @Override
      public void membersChanged(Set<NodeId> members) {
        questions.nodes().stream().filter(node -> !members.contains(node)).forEach(questions::gone);
      }
    });
  }

  private DeliveryOptions options(long timeoutMs) {
    return new DeliveryOptions().setSendTimeout(timeoutMs).addHeader(FROM, self.toString());
  }

  private void askAside(NodeId node) {
    var old = questions.old(node);
    if (old.length() > 0) {
      vertx.eventBus().<Buffer>request(ADDRESS + node, old, options(asideMs).addHeader(ASIDE, "")).map(Message::body)
          .onComplete(missing -> questions.answered(node, old, missing), silent -> LOG.debug("{} does not say what it is about", node, silent));
    }
  }

  @Override
  public Uni<Buffer> ask(NodeId node, Buffer question) {
    return Uni.createFrom().<Buffer>emitter(emitter -> {
      var context = vertx.getOrCreateContext();
      long number = questions.add(node, emitter);
      vertx.eventBus().<Buffer>request(ADDRESS + node, question, options(TIMEOUT_MS).addHeader(NUMBER, Long.toString(number))).map(Message::body)
          .onComplete(answer -> context.runOnContext(none -> emitter.complete(answer)),
              failure -> context.runOnContext(none -> emitter.fail(told(node, failure))));
      if (!engine.members().contains(node)) {
        emitter.fail(new NodeGone(node));
      }
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
    vertx.eventBus().send(ADDRESS + node, news, options(TIMEOUT_MS));
  }

  @Override
  public void serve(BiFunction<NodeId, Buffer, Uni<Buffer>> handler) {
    consumer = vertx.eventBus().consumer(ADDRESS + self, message -> {
      var from = NodeId.parse(message.headers().get(FROM));
      if (message.headers().contains(ASIDE)) {
        message.reply(Questions.unknown(message.body(), number -> underway.contains(new Underway(from, number))));
      } else {
        answer(from, message, handler);
      }
    });
  }

  private void answer(NodeId from, Message<Buffer> message, BiFunction<NodeId, Buffer, Uni<Buffer>> handler) {
    String number = message.headers().get(NUMBER);
    Optional<Underway> entry = Optional.ofNullable(number).map(text -> new Underway(from, Long.parseLong(text)));
    entry.ifPresent(underway::add);
    handler.apply(from, message.body()).onTermination().invoke(() -> entry.ifPresent(underway::remove)).subscribe().with(
        answer -> {
          if (message.replyAddress() != null) {
            message.reply(answer);
          }
        },
        failure -> {
          LOG.error("{} asked something that cannot be answered", from, failure);
          message.fail(0, failure.toString());
        });
  }

  @Override
  public Uni<Void> close() {
    vertx.cancelTimer(asking);
    return consumer == null ? Uni.createFrom().voidItem() : Unis.of(consumer::unregister);
  }
}
