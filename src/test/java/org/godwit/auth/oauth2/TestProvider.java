package org.godwit.auth.oauth2;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A provider that a test can make behave badly: discovery, keys, introspection. */
final class TestProvider implements AutoCloseable {
  final List<JsonObject> keys = new CopyOnWriteArrayList<>();
  final Map<String, JsonObject> active = new ConcurrentHashMap<>();
  final AtomicInteger keysAsked = new AtomicInteger();
  final AtomicInteger tokensAsked = new AtomicInteger();
  volatile String authorization = "";
  volatile JsonObject description;
  volatile Handler<HttpServerRequest> instead;
  final String issuer;

  private final Vertx vertx;
  private final HttpServerOptions options;
  private final int port;
  private HttpServer server;

  TestProvider(Vertx vertx) {
    this(vertx, new HttpServerOptions());
  }

  TestProvider(Vertx vertx, HttpServerOptions options) {
    this.vertx = vertx;
    this.options = options.setHost("127.0.0.1").setPort(0);
    start();
    this.port = server.actualPort();
    this.issuer = (options.isSsl() ? "https://localhost:" : "http://127.0.0.1:") + port + "/realms/mail";
    this.description = new JsonObject().put("issuer", issuer).put("jwks_uri", issuer + "/keys").put("introspection_endpoint", issuer + "/introspect");
    options.setPort(port);
  }

  /** Serves again, at the same place. */
  void start() {
    server = await(vertx.createHttpServer(options).requestHandler(this::answer).listen());
  }

  /** Is gone: connections are refused. */
  void stop() {
    await(server.close());
  }

  private void answer(HttpServerRequest request) {
    if (request.path().endsWith("/keys")) {
      keysAsked.incrementAndGet();
    }
    if (instead != null) {
      instead.handle(request);
    } else if (request.path().endsWith("/.well-known/openid-configuration")) {
      end(request, description);
    } else if (request.path().endsWith("/keys")) {
      end(request, new JsonObject().put("keys", new JsonArray(List.copyOf(keys))));
    } else {
      introspect(request);
    }
  }

  private void introspect(HttpServerRequest request) {
    tokensAsked.incrementAndGet();
    authorization = String.valueOf(request.getHeader("Authorization"));
    request.setExpectMultipart(true);
    request.endHandler(read -> end(request, active.getOrDefault(request.getFormAttribute("token"), new JsonObject().put("active", false))));
  }

  private static void end(HttpServerRequest request, JsonObject answer) {
    request.response().putHeader("Content-Type", "application/json").end(answer.encode());
  }

  private static <T> T await(io.vertx.core.Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    } catch (Exception failed) {
      throw new IllegalStateException(failed);
    }
  }

  @Override
  public void close() {
    stop();
  }
}
