package org.godwit.imap.handler.fetch;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.godwit.imap.response.ResponseWriter;

/**
 * Work in small turns, so that other sessions of the event loop have theirs, and no faster than the client reads. Event loop of
 * the session only.
 */
final class Turns {

  private final ResponseWriter out;
  private final Executor later;
  private final FetchLimits limits;
  private long started = System.nanoTime();
  private long octets;

  /** @param later runs a task on the session's event loop after what waits there */
  Turns(ResponseWriter out, Executor later, FetchLimits limits) {
    this.out = out;
    this.later = later;
    this.limits = limits;
  }

  /** Repeats a turn until it says that there is nothing more to do; any number of turns, whether they wait or not. */
  static Uni<Void> repeat(Supplier<Uni<Boolean>> turn) {
    return Uni.createFrom().emitter(emitter -> new Loop(turn, emitter).next());
  }

  /** A loop, not a recursion, also where turns do not wait. */
  private static final class Loop {
    private final Supplier<Uni<Boolean>> turn;
    private final UniEmitter<? super Void> emitter;
    private boolean running;
    private boolean again;

    Loop(Supplier<Uni<Boolean>> turn, UniEmitter<? super Void> emitter) {
      this.turn = turn;
      this.emitter = emitter;
    }

    void next() {
      again = true;
      if (running) {
        return;
      }
      running = true;
      while (again) {
        again = false;
        try {
          turn.get().subscribe().with(this::done, emitter::fail);
        } catch (RuntimeException failure) {
          emitter.fail(failure);
        }
      }
      running = false;
    }

    private void done(boolean more) {
      if (more) {
        next();
      } else {
        emitter.complete(null);
      }
    }
  }

  /** Notes that so much was written. */
  void wrote(long count) {
    octets += count;
  }

  /** Whether the turn may go on without {@link #pause}. */
  boolean mayGoOn() {
    return hasRoom() && System.nanoTime() - started < limits.turnNanosMax();
  }

  /** As {@link #mayGoOn}, without a look at the clock, which costs as much as a short answer. */
  boolean hasRoom() {
    return octets < limits.turnBytesMax();
  }

  /** Waits for the client, and for the other sessions if the turn took its time. Fails when the client is gone. */
  Uni<Boolean> pause() {
    octets = 0;
    var drained = out.drained();
    if (System.nanoTime() - started < limits.turnNanosMax()) {
      return drained.map(done -> true);
    }
    return drained.chain(this::others).map(done -> true);
  }

  private Uni<Void> others() {
    return Uni.createFrom().emitter(emitter -> later.execute(() -> {
      started = System.nanoTime();
      emitter.complete(null);
    }));
  }
}
