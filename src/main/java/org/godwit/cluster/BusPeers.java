package org.godwit.cluster;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.godwit.vertx.Unis;

/**
 * Heartbeats over the event bus, one address for each node. The question is a version and the asker; the answer a version, whether it is known, the
 * view's fingerprint and its age in milliseconds: 8 bits, 8 bits, 64 bits, 64 bits, big-endian. A message of another version is not answered.
 */
final class BusPeers implements Peers {

  private static final byte VERSION = SharedDirectory.VERSION;
  private static final int ANSWER_BYTES = 18;
  private static final int VIEW_AT = 2;
  private static final int AGE_AT = 10;
  private static final int ASKER_BYTES_MAX = 300;

  private static final DeliveryOptions SOON = new DeliveryOptions().setSendTimeout(MajorityLease.LEASE_MS);

  private final Vertx vertx;
  private final NodeId self;
  private final Supplier<View> view;
  private final LongSupplier nanos;

  BusPeers(Vertx vertx, NodeId self, Supplier<View> view, LongSupplier nanos) {
    this.vertx = vertx;
    this.self = self;
    this.view = view;
    this.nanos = nanos;
  }

  /** Answers from now on; completes when the others can ask. */
  Uni<Void> serve() {
    MessageConsumer<Buffer> consumer = vertx.eventBus().consumer(address(self), this::answer);
    return Unis.of(consumer::completion);
  }

  @Override
  public View view() {
    return view.get();
  }

  @Override
  public Uni<Pong> ask(NodeId member) {
    Buffer question = Buffer.buffer().appendByte(VERSION).appendString(self.toString());
    return Unis.of(() -> vertx.eventBus().<Buffer>request(address(member), question, SOON)).map(reply -> decode(reply.body()));
  }

  private void answer(Message<Buffer> message) {
    Buffer question = message.body();
    if (question.length() < 2 || question.length() > ASKER_BYTES_MAX || question.getByte(0) != VERSION) {
      message.fail(1, "a heartbeat of another version than " + VERSION);
      return;
    }
    var pong = Pong.of(view.get(), NodeId.parse(question.getString(1, question.length())), nanos.getAsLong());
    message.reply(Buffer.buffer(ANSWER_BYTES).appendByte(VERSION).appendByte((byte) (pong.knowsAsker() ? 1 : 0)).appendLong(pong.view())
        .appendLong(pong.viewAgeMs()));
  }

  private static Pong decode(Buffer answer) {
    if (answer.length() != ANSWER_BYTES || answer.getByte(0) != VERSION) {
      throw new ClusterException("a heartbeat of another version than " + VERSION);
    }
    return new Pong(answer.getByte(1) == 1, answer.getLong(VIEW_AT), answer.getLong(AGE_AT));
  }

  private static String address(NodeId node) {
    return "godwit.ping." + node;
  }
}
