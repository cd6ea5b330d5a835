package org.godwit.auth.oauth2;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Something that the provider was asked for once and is asked for again when it is old, by one question at a time. While it is being
 * asked, and when it does not answer, what is known goes on serving for a while. Safe from any thread.
 *
 * @param <T> what it is
 */
final class Refreshed<T> {
  /** Nothing is known: tried again after so long, so that a dead provider is not asked with every login. */
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final Supplier<Uni<T>> source;
  private final Ages ages;
  private final LongSupplier nanos;
  private T known;
  private long knownNanos;
  private long triedNanos;
  private boolean tried;
  private Throwable failure;
  private Uni<T> running;

  /**
   * Bounds.
   *
   * @param fresh  so long it is not asked for again
   * @param usable so long it serves when the provider does not answer
   * @param pause  between two questions at least, whatever is asked for
   */
  record Ages(Duration fresh, Duration usable, Duration pause) {}

  /** @param nanos a clock, see {@link System#nanoTime} */
  Refreshed(Supplier<Uni<T>> source, Ages ages, LongSupplier nanos) {
    this.source = source;
    this.ages = ages;
    this.nanos = nanos;
  }

  /** It; fails as the provider does if there is none. */
  synchronized Uni<T> current() {
    if (known == null || isOlder(knownNanos, ages.usable())) {
      return isOlder(triedNanos, RETRY) || !tried || running != null ? ask() : Uni.createFrom().failure(failure);
    }
    if (isOlder(knownNanos, ages.fresh()) && isOlder(triedNanos, ages.pause())) {
      ask().subscribe().with(fresh -> { }, old -> { });
    }
    return Uni.createFrom().item(known);
  }

  /**
   * Another one than this, which turned out not to be enough.
   *
   * @return the same if the provider was asked a short time ago and had nothing else
   */
  synchronized Uni<T> insteadOf(T outdated) {
    if (known != outdated) {
      return current();
    }
    if (running == null && !isOlder(triedNanos, ages.pause())) {
      return failure == null ? Uni.createFrom().item(known) : Uni.createFrom().failure(failure);
    }
    return ask();
  }

  private boolean isOlder(long since, Duration age) {
    return nanos.getAsLong() - since >= age.toNanos();
  }

  private Uni<T> ask() {
    if (running == null) {
      tried = true;
      triedNanos = nanos.getAsLong();
      running = source.get().onItem().invoke(this::learn).onFailure().invoke(this::fail).memoize().indefinitely();
    }
    return running;
  }

  private synchronized void learn(T fresh) {
    known = fresh;
    knownNanos = nanos.getAsLong();
    failure = null;
    running = null;
  }

  private synchronized void fail(Throwable fault) {
    failure = fault;
    running = null;
  }
}
