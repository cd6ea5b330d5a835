package org.godwit.lmtp.delivery;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.godwit.lmtp.response.Failures;
import org.godwit.lmtp.response.Reply;

/**
 * Works on several items at a time, and hands on each result when it and all before it are there. One event loop: the work must
 * complete on the one that starts it.
 */
final class InOrder<T> {

  private final List<T> items;
  private final int atOnce;
  private final Function<T, Uni<Reply>> work;
  private final Consumer<Reply> results;
  private final Reply[] done;
  private UniEmitter<? super Void> end;
  private int begun;
  private int running;
  private int told;
  private boolean starting;

  InOrder(List<T> items, int atOnce, Function<T, Uni<Reply>> work, Consumer<Reply> results) {
    this.items = items;
    this.atOnce = atOnce;
    this.work = work;
    this.results = results;
    this.done = new Reply[items.size()];
  }

  /** Completes when the last result is handed on. Subscribed once. Never fails: a failure is a result. */
  Uni<Void> run() {
    return Uni.createFrom().emitter(emitter -> {
      end = emitter;
      proceed();
    });
  }

  private void proceed() {
    if (starting) {
      return;
    }
    starting = true;
    while (begun < done.length && running < atOnce) {
      start(begun++);
    }
    starting = false;
    tell();
  }

  private void start(int index) {
    running++;
    Uni.createFrom().deferred(() -> work.apply(items.get(index))).onFailure().recoverWithItem(Failures::of)
        .subscribe().with(reply -> ended(index, reply));
  }

  private void ended(int index, Reply reply) {
    running--;
    done[index] = reply;
    proceed();
  }

  private void tell() {
    while (told < done.length && done[told] != null) {
      results.accept(done[told++]);
    }
    if (told == done.length && end != null) {
      var finished = end;
      end = null;
      finished.complete(null);
    }
  }
}
