package org.godwit.auth.backend;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One question on its way through the back ends of a chain. Answers come on any thread; the state is guarded by this object.
 *
 * @param <A> what a back end answers
 */
final class ChainRun<A> {
  /** What an answer means for the chain. */
  enum Weight {
    /** It is the answer, whatever earlier ones have not said yet. */
    WINS,
    /** It is the answer if all earlier ones have passed. */
    DECIDES,
    /** The others have to tell. */
    PASSES,
    /** The others have to tell; if none of them does, and none stays open, this is the answer. */
    UNSURE,
    /** The others have to tell; if none of them wins, this is the answer. */
    STAYS_OPEN
  }

  private final List<Supplier<Uni<A>>> questions;
  private final Function<A, Weight> weights;
  private final A nobody;
  private final Duration patience;
  private final Timers timers;
  private final UniEmitter<? super A> emitter;
  private final List<A> answers = new ArrayList<>();
  private int asked;
  private boolean ended;

  private ChainRun(List<Supplier<Uni<A>>> questions, Function<A, Weight> weights, A nobody, Duration patience, Timers timers,
      UniEmitter<? super A> emitter) {
    this.questions = questions;
    this.weights = weights;
    this.nobody = nobody;
    this.patience = patience;
    this.timers = timers;
    this.emitter = emitter;
    questions.forEach(question -> answers.add(null));
  }

  /** Asks one after the other; the answer is {@code nobody} when all have passed. */
  static <A> Uni<A> start(List<Supplier<Uni<A>>> questions, Function<A, Weight> weights, A nobody, Duration patience, Timers timers) {
    return Uni.createFrom().emitter(emitter -> new ChainRun<A>(questions, weights, nobody, patience, timers, emitter).askNext(0));
  }

  /** Asks the back end of this place, if nobody else has caused it to be asked. */
  private void askNext(int place) {
    synchronized (this) {
      if (ended || asked > place) {
        return;
      }
      if (place == questions.size()) {
        decide();
        return;
      }
      asked = place + 1;
    }
    Runnable timer = place + 1 < questions.size() ? timers.after(patience, () -> askNext(place + 1)) : () -> { };
    questions.get(place).get().subscribe().with(answer -> answered(place, answer, timer), emitter::fail);
  }

  private void answered(int place, A answer, Runnable timer) {
    timer.run();
    Weight weight = weights.apply(answer);
    synchronized (this) {
      answers.set(place, answer);
      if (weight == Weight.WINS) {
        end(answer);
      } else {
        decide();
      }
    }
    if (weight != Weight.WINS && weight != Weight.DECIDES) {
      askNext(place + 1);
    }
  }

  /** Ends with the first answer that stands when all before it are known; a back end that is alone has its own words for "nobody". */
  private synchronized void decide() {
    A open = null;
    A unsure = null;
    for (A answer : answers) {
      if (answer == null) {
        return;
      }
      switch (weights.apply(answer)) {
        case WINS -> {
          end(answer);
          return;
        }
        case DECIDES -> {
          end(open == null ? answer : open);
          return;
        }
        case STAYS_OPEN -> open = open == null ? answer : open;
        case UNSURE -> unsure = unsure == null ? answer : unsure;
        case PASSES -> { }
      }
    }
    A inDoubt = open == null ? unsure : open;
    end(inDoubt != null ? inDoubt : answers.size() == 1 ? answers.getFirst() : nobody);
  }

  private synchronized void end(A answer) {
    if (!ended) {
      ended = true;
      emitter.complete(answer);
    }
  }
}
