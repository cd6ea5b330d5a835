package org.godwit.auth.backend;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bounds what asking a back end may cost: how long one question takes, and how many are asked at a time. One that does not answer
 * several times in a row is left alone for a while (unless it is {@link CredentialBackend#isLocal local}), then asked once to see
 * whether it is back.
 */
final class GuardedBackend {
  private static final Logger LOG = LoggerFactory.getLogger(GuardedBackend.class);
  private static final int FAILURES_MAX = 3;

  private final CredentialBackend backend;
  private final BackendLimits limits;
  private final Timers timers;
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicInteger failuresInRow = new AtomicInteger();
  private volatile long aloneSinceNanos;

  GuardedBackend(CredentialBackend backend, BackendLimits limits, Timers timers) {
    this.backend = backend;
    this.limits = limits;
    this.timers = timers;
  }

  CredentialBackend backend() {
    return backend;
  }

  /**
   * Asks.
   *
   * @param unavailable makes the answer that says why there is none
   * @param isUnavailable whether an answer says that the back end could not answer
   */
  <A> Uni<A> ask(Supplier<Uni<A>> question, Function<String, A> unavailable, Predicate<A> isUnavailable) {
    return Uni.createFrom().emitter(emitter -> {
      if (isLeftAlone()) {
        emitter.complete(unavailable.apply(backend.name() + " does not answer and is left alone for a while"));
      } else if (asked.incrementAndGet() > limits.questionsMax()) {
        asked.decrementAndGet();
        emitter.complete(unavailable.apply(backend.name() + " has too many questions to answer"));
      } else {
        new Question<>(emitter, unavailable, isUnavailable).ask(question);
      }
    });
  }

  /** After the pause one question gets through, and the pause begins anew. */
  private boolean isLeftAlone() {
    if (backend.isLocal() || failuresInRow.get() < FAILURES_MAX) {
      return false;
    }
    synchronized (this) {
      long now = timers.nanos();
      if (now - aloneSinceNanos < limits.pause().toNanos()) {
        return true;
      }
      aloneSinceNanos = now;
      return false;
    }
  }

  private void answered(boolean well) {
    asked.decrementAndGet();
    if (well) {
      if (failuresInRow.getAndSet(0) >= FAILURES_MAX && !backend.isLocal()) {
        LOG.info("The back end {} answers again", backend.name());
      }
    } else if (failuresInRow.incrementAndGet() == FAILURES_MAX && !backend.isLocal()) {
      aloneSinceNanos = timers.nanos();
      LOG.warn("The back end {} does not answer; it is left alone for {} s", backend.name(), limits.pause().toSeconds());
    }
  }

  /** One question under way: ends once, by an answer or by the time-out, whichever is first. */
  private final class Question<A> {
    private final UniEmitter<? super A> emitter;
    private final Function<String, A> unavailable;
    private final Predicate<A> isUnavailable;
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile Cancellable running;

    Question(UniEmitter<? super A> emitter, Function<String, A> unavailable, Predicate<A> isUnavailable) {
      this.emitter = emitter;
      this.unavailable = unavailable;
      this.isUnavailable = isUnavailable;
    }

    void ask(Supplier<Uni<A>> question) {
      Runnable timer = timers.after(limits.timeout(), this::giveUp);
      Uni<A> asking;
      try {
        asking = question.get();
      } catch (RuntimeException fault) {
        asking = Uni.createFrom().failure(fault);
      }
      running = asking.subscribe().with(answer -> end(answer, timer), fault -> end(faulty(fault), timer));
      if (ended.get()) {
        running.cancel();
      }
      emitter.onTermination(() -> {
        if (!ended.get()) {
          running.cancel();
          end(unavailable.apply("given up"), timer);
        }
      });
    }

    /** The back end hears of it as well: what still waits in a queue of its own must not keep later questions waiting. */
    private void giveUp() {
      end(unavailable.apply(backend.name() + " did not answer in " + limits.timeout().toMillis() + " ms"));
      if (running != null) {
        running.cancel();
      }
    }

    private A faulty(Throwable fault) {
      LOG.error("The back end {} failed", backend.name(), fault);
      return unavailable.apply(backend.name() + ": internal error");
    }

    private void end(A answer, Runnable timer) {
      timer.run();
      end(answer);
    }

    private void end(A answer) {
      if (ended.compareAndSet(false, true)) {
        answered(!isUnavailable.test(answer));
        emitter.complete(answer);
      }
    }
  }
}
