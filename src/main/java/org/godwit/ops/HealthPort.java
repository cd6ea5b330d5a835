package org.godwit.ops;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.godwit.ops.Health.Verdict;
import org.godwit.vertx.Unis;

/**
 * Answers {@code GET /live} and {@code GET /ready} with 200 or 503 and a line of text. It has a Vert.x of its own, with one event loop: it is there
 * before the server's (a node may wait for minutes until it is let in), and it can tell that one of those stands still.
 *
 * <p>Anybody may ask: {@value #CONNECTIONS_MAX} connections at a time, {@value #REQUEST_BYTES_MAX} octets of a request, {@value #SECONDS_MAX} s, one
 * answer for each connection.
 */
public final class HealthPort {

  static final int CONNECTIONS_MAX = 100;
  static final int REQUEST_BYTES_MAX = 8192;
  private static final int LINE_BYTES_MAX = 1024;
  private static final int SECONDS_MAX = 10;
  private static final int GOOD = 200;
  private static final int UNREADABLE = 400;
  private static final int UNKNOWN = 404;
  private static final int OTHER_METHOD = 405;
  private static final int BAD = 503;

  private final Vertx vertx;
  private final Health health;
  private final AtomicInteger connections = new AtomicInteger();

  /** Not open yet. */
  public HealthPort(VertxOptions options, Health health) {
    this.vertx = Vertx.vertx(new VertxOptions(options).setEventLoopPoolSize(1).setWorkerPoolSize(1).setInternalBlockingPoolSize(1));
    this.health = health;
  }

  /** Opens it on one more address; fails as the system says. */
  public Uni<Void> bind(String host, int port) {
    var options = new HttpServerOptions().setHost(host).setPort(port).setMaxInitialLineLength(LINE_BYTES_MAX)
        .setMaxHeaderSize(REQUEST_BYTES_MAX).setHttp2ClearTextEnabled(false).setIdleTimeout(SECONDS_MAX);
    options.setIdleTimeoutUnit(TimeUnit.SECONDS);
    return Unis.of(() -> vertx.createHttpServer(options).connectionHandler(this::connected).requestHandler(this::answer)
        .invalidRequestHandler(request -> end(request, UNREADABLE, "this is no request, or a long one")).listen()).replaceWithVoid();
  }

  private void connected(HttpConnection connection) {
    boolean tooMany = connections.incrementAndGet() > CONNECTIONS_MAX;
    long timer = vertx.setTimer(TimeUnit.SECONDS.toMillis(SECONDS_MAX), late -> connection.close());
    connection.closeHandler(closed -> {
      connections.decrementAndGet();
      vertx.cancelTimer(timer);
    });
    if (tooMany) {
      connection.close();
    }
  }

  private void answer(HttpServerRequest request) {
    if (!List.of(HttpMethod.GET, HttpMethod.HEAD).contains(request.method())) {
      request.response().putHeader("Allow", "GET, HEAD");
      end(request, OTHER_METHOD, "only GET and HEAD");
      return;
    }
    switch (request.path()) {
      case "/live" -> end(request, health.live());
      case "/ready" -> end(request, health.ready());
      case null, default -> end(request, UNKNOWN, "there are /live and /ready");
    }
  }

  private static void end(HttpServerRequest request, Verdict verdict) {
    end(request, verdict.good() ? GOOD : BAD, verdict.why());
  }

  private static void end(HttpServerRequest request, int status, String text) {
    request.response().putHeader("Connection", "close").putHeader("Content-Type", "text/plain").setStatusCode(status).end(text + "\n")
        .onComplete(sent -> request.connection().close());
  }

  /** Closes it on every address. */
  public Uni<Void> close() {
    return Unis.of(vertx::close);
  }
}
