package org.godwit.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Long work on an event loop lets others have their turn. */
class LoopTurnTest {

  private final Vertx vertx = Vertx.vertx();
  private final Context context = vertx.getOrCreateContext();
  private final CompletableFuture<List<String>> done = new CompletableFuture<>();
  private final List<String> order = new ArrayList<>();

  @AfterEach
  void close() {
    vertx.close().await();
  }

  private List<String> onLoop(Runnable work) throws Exception {
    context.runOnContext(ignored -> work.run());
    return done.get(20, TimeUnit.SECONDS);
  }

  /** Something else of the loop that is due: a timer is looked at when sockets are. */
  private void other(String name) {
    vertx.timer(1, TimeUnit.NANOSECONDS).onSuccess(due -> order.add(name));
  }

  private final Consumer<String> last = name -> {
    order.add(name);
    done.complete(order);
  };

  @Test
  void whatIsDueComesFirst() throws Exception {
    assertThat(onLoop(() -> {
      other("first");
      LoopTurn.later(context, () -> {
        order.add("again");
        other("second");
        LoopTurn.later(context, () -> last.accept("last"));
      });
      order.add("now");
    })).containsExactly("now", "first", "again", "second", "last");
  }

  @Test
  void runsOnItsLoopAlsoWhereItIsAskedForElsewhere() throws Exception {
    LoopTurn.later(context, () -> last.accept(Vertx.currentContext() == context ? "there" : "elsewhere"));
    assertThat(done.get(20, TimeUnit.SECONDS)).containsExactly("there");
  }

  @Test
  void aTurnThatTookItsTimeMakesRoom() throws Exception {
    assertThat(onLoop(() -> {
      var turn = new LoopTurn();
      for (long end = System.nanoTime() + 2_000_000; System.nanoTime() < end; ) {
        Thread.onSpinWait();
      }
      other("other");
      turn.pause().subscribe().with(none -> last.accept("on"));
      order.add("waits");
    })).containsExactly("waits", "other", "on");
  }

  @Test
  void withoutALoopNothingWaits() {
    assertThat(new LoopTurn().pause().subscribeAsCompletionStage()).isDone();
  }
}
