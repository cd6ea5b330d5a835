package org.godwit.imap.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.godwit.auth.CleartextPolicy;
import org.godwit.auth.sasl.SaslMechanisms;
import org.godwit.imap.response.ResponseWriter;
import org.junit.jupiter.api.Test;

class PatienceTest {

  private UniEmitter<? super String> work;

  @Test
  void theSignIsGivenAgainAndAgainUntilTheWorkIsDone() throws Exception {
    var vertx = Vertx.vertx();
    try {
      var outcome = new CompletableFuture<String>();
      vertx.runOnContext(go -> {
        var signs = new int[1];
        new Patience(vertx, 1).awaiting(work(), () -> {
          if (++signs[0] == 3) {
            work.complete("done after " + signs[0]);
          }
        }).subscribe().with(outcome::complete, outcome::completeExceptionally);
      });

      assertThat(outcome.get(30, TimeUnit.SECONDS)).isEqualTo("done after 3");
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
  }

  @Test
  void workThatIsDoneGivesNoSign() throws Exception {
    var vertx = Vertx.vertx();
    try {
      var outcome = new CompletableFuture<String>();
      vertx.runOnContext(go -> {
        var patience = new Patience(vertx, 1);
        patience.awaiting(Uni.createFrom().item("first"), () -> outcome.complete("a sign of the first")).subscribe().with(first ->
            // the alarm of the first is still on, and goes off for the second
            patience.awaiting(work(), () -> outcome.complete("a sign of the second")).subscribe().with(second -> { }));
      });

      assertThat(outcome.get(30, TimeUnit.SECONDS)).isEqualTo("a sign of the second");
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
  }

  @Test
  void theClientIsToldThatItsCommandIsNotForgotten() {
    assertThat(told(Set.of(Capability.INPROGRESS))).containsExactly("* OK [INPROGRESS (\"a\\\"1\" NIL NIL)] Still at work");
    assertThat(told(Set.of())).isEmpty();
  }

  private static List<String> told(Set<Capability> offered) {
    var recorder = new Recorder() {
      @Override
      public <T> Uni<T> awaited(Uni<T> work, Runnable sign) {
        return work.invoke(sign);
      }
    };
    var session = new ImapSession(new ResponseWriter(recorder), recorder,
        new Capabilities(offered, new SaslMechanisms(List.of()), CleartextPolicy.LOOPBACK, 1));
    session.running("a\"1");
    session.awaited(Uni.createFrom().item(1)).await().indefinitely();
    return recorder.lines();
  }

  private Uni<String> work() {
    return Uni.createFrom().emitter(emitter -> work = emitter);
  }
}
