package org.godwit.vertx;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.concurrent.TimeUnit;

/** A Vert.x for servers under test, which fails the test if an event loop was blocked. */
public final class TestVertx implements AutoCloseable {

  private static final long WAIT_SECONDS = 20;
  /** As long may one thing keep an event loop: much, as tests run on machines that are busy with others. */
  private static final long BLOCKED_MS = 5000;

  private final BlockedLoops blocked = new BlockedLoops();
  private final Vertx vertx;

  /** Starts it. */
  public TestVertx() {
    vertx = Vertx.builder().withTransport(HalfClosing.best()).with(new VertxOptions().setBlockedThreadCheckInterval(500)
        .setBlockedThreadCheckIntervalUnit(TimeUnit.MILLISECONDS)
        .setMaxEventLoopExecuteTime(BLOCKED_MS).setMaxEventLoopExecuteTimeUnit(TimeUnit.MILLISECONDS)).build();
  }

  /** The Vert.x. */
  public Vertx vertx() {
    return vertx;
  }

  /** Ends it; fails if an event loop was blocked. */
  @Override
  public void close() {
    await(vertx.close());
    blocked.check();
  }

  /** What it comes to. */
  public static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
  }
}
