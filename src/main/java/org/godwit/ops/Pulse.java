package org.godwit.ops;

import io.smallrye.mutiny.Uni;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import org.godwit.vertx.Unis;

/** Notes when each event loop last turned. It ends with Vert.x. Safe on any thread. */
public final class Pulse {

  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private final LongSupplier nanos;
  private final Duration interval;
  private final List<Beat> beats = new CopyOnWriteArrayList<>();

  private Pulse(LongSupplier nanos, Duration interval) {
    this.nanos = nanos;
    this.interval = interval;
  }

  /**
   * Begins. Vert.x gives verticles to its loops in turn.
   *
   * @param loops how many event loops there are
   */
  public static Uni<Pulse> of(Vertx vertx, int loops) {
    return of(vertx, loops, System::nanoTime, INTERVAL);
  }

  static Uni<Pulse> of(Vertx vertx, int loops, LongSupplier nanos, Duration interval) {
    var pulse = new Pulse(nanos, interval);
    return Unis.of(() -> vertx.deployVerticle(() -> pulse.new Beat(), new DeploymentOptions().setInstances(loops))).replaceWith(pulse);
  }

  /** How long the loop that turned least recently has stood still, as far as that is known: to the second. */
  public Duration longestStill() {
    long now = nanos.getAsLong();
    return Duration.ofNanos(beats.stream().mapToLong(beat -> now - beat.lastNanos).max().orElse(0));
  }

  private final class Beat extends VerticleBase {

    private volatile long lastNanos;

    @Override
    public Future<?> start() {
      lastNanos = nanos.getAsLong();
      beats.add(this);
      vertx.setPeriodic(interval.toMillis(), due -> lastNanos = nanos.getAsLong());
      return Future.succeededFuture();
    }
  }
}
