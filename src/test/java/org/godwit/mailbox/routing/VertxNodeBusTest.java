package org.godwit.mailbox.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.godwit.cluster.ClusterEngine;
import org.godwit.cluster.ClusterListener;
import org.godwit.cluster.NodeId;
import org.godwit.cluster.Ownership;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two nodes' buses over one event bus that loses what it is told to lose. */
class VertxNodeBusTest {

  private static final Duration WAIT = Duration.ofSeconds(60);
  private static final long ASIDE_MS = 20;
  private static final NodeId A = NodeId.begin("a");
  private static final NodeId B = NodeId.begin("b");

  private final Vertx vertx = Vertx.vertx();
  private final VertxNodeBus asker = new VertxNodeBus(vertx, new Members(A), ASIDE_MS);
  private final VertxNodeBus asked = new VertxNodeBus(vertx, new Members(B), ASIDE_MS);
  private final CompletableFuture<Buffer> answer = new CompletableFuture<>();
  private final CountDownLatch came = new CountDownLatch(1);
  private final AtomicBoolean losing = new AtomicBoolean();

  @BeforeEach
  void serve() {
    asked.serve((from, question) -> {
      came.countDown();
      return Uni.createFrom().completionStage(answer);
    });
    vertx.eventBus().addInboundInterceptor(delivery -> {
      boolean lost = losing.get() && !delivery.message().headers().contains("aside") && isOfInterest(delivery.body());
      if (!lost) {
        delivery.next();
      }
    });
  }

  private static boolean isOfInterest(Object body) {
    return body instanceof Buffer octets && (octets.toString().equals("question") || octets.toString().equals("answer"));
  }

  @AfterEach
  void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private CompletableFuture<Buffer> ask() {
    return asker.ask(B, Buffer.buffer("question")).subscribeAsCompletionStage();
  }

  @Test
  void anAnswerThatTakesLongIsAwaited() throws Exception {
    var asking = ask();
    assertThat(came.await(60, TimeUnit.SECONDS)).isTrue();
    var rounds = new CountDownLatch(20);
    vertx.setPeriodic(ASIDE_MS, round -> rounds.countDown());
    assertThat(rounds.await(60, TimeUnit.SECONDS)).isTrue();
    assertThat(asking).isNotDone();

    answer.complete(Buffer.buffer("answer"));

    assertThat(asking.get(60, TimeUnit.SECONDS)).hasToString("answer");
  }

  @Test
  void aQuestionThatWasLostIsNotAwaited() {
    losing.set(true);

    assertThatThrownBy(() -> asker.ask(B, Buffer.buffer("question")).await().atMost(WAIT)).isInstanceOf(NodeGone.class);
    assertThat(came.getCount()).isEqualTo(1);
  }

  @Test
  void anAnswerThatWasLostIsNotAwaited() throws Exception {
    var asking = ask();
    assertThat(came.await(60, TimeUnit.SECONDS)).isTrue();
    losing.set(true);
    answer.complete(Buffer.buffer("answer"));

    assertThatThrownBy(() -> asking.get(60, TimeUnit.SECONDS)).hasCauseInstanceOf(NodeGone.class);
  }

  /** Both are members, and that is all. */
  private record Members(NodeId self) implements ClusterEngine {

    @Override
    public Set<NodeId> members() {
      return Set.of(A, B);
    }

    @Override
    public boolean mayClaim() {
      return true;
    }

    @Override
    public Optional<Ownership> ownerOf(String account) {
      return Optional.empty();
    }

    @Override
    public Uni<Ownership> claim(String account) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Uni<Boolean> began(String account, int epoch) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Uni<Void> release(String account) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Uni<Boolean> handOver(String account, NodeId to) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Uni<Void> settle(String account) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void listen(ClusterListener listener) {}
  }
}
