package org.godwit.auth.oauth2;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.PemTrustOptions;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.godwit.vertx.Unis;

/**
 * Asks the provider for JSON. Answers are bounded in size and time as a whole, redirects are not followed, and no more than a few
 * connections are kept. Never blocks; emits on event loops of its own.
 */
final class ProviderHttp {
  private static final int CONNECTIONS_MAX = 8;
  private static final int WAITING_MAX = 1000;

  private final Vertx vertx;
  private final HttpClient client;
  private final Duration timeout;
  private final int answerBytesMax;

  /**
   * @param timeout        for one answer, from the question to its last octet
   * @param answerBytesMax longest answer
   * @param ca             PEM file of CAs, or empty for those that Java trusts
   */
  ProviderHttp(Vertx vertx, Duration timeout, int answerBytesMax, Optional<Path> ca) {
    this.vertx = vertx;
    this.timeout = timeout;
    this.answerBytesMax = answerBytesMax;
    int ms = Math.toIntExact(timeout.toMillis());
    var options = new HttpClientOptions().setConnectTimeout(ms).setDecompressionSupported(false);
    ca.ifPresent(file -> options.setTrustOptions(new PemTrustOptions().addCertPath(file.toString())));
    this.client = vertx.createHttpClient(options, new PoolOptions().setHttp1MaxSize(CONNECTIONS_MAX).setMaxWaitQueueSize(WAITING_MAX));
  }

  /** The JSON object at an address. Fails with a {@link ProviderFailure}. */
  Uni<JsonObject> get(URI uri) {
    return ask(uri, HttpMethod.GET, Map.of(), Buffer.buffer());
  }

  /** The JSON object that answers a form (RFC 6749, appendix B). Fails with a {@link ProviderFailure}. */
  Uni<JsonObject> post(URI uri, Map<String, String> headers, String form) {
    return ask(uri, HttpMethod.POST, headers, Buffer.buffer(form));
  }

  private Uni<JsonObject> ask(URI uri, HttpMethod method, Map<String, String> headers, Buffer body) {
    var options = new RequestOptions().setMethod(method).setAbsoluteURI(uri.toString()).putHeader("Accept", "application/json");
    headers.forEach(options::putHeader);
    return Unis.of(() -> new Question(options, body).ask()).chain(answer -> json(uri, answer))
        .onFailure(fault -> !(fault instanceof ProviderFailure)).transform(fault -> new ProviderFailure(where(uri) + ": " + fault.getMessage()));
  }

  private static Uni<JsonObject> json(URI uri, Buffer answer) {
    try {
      return Uni.createFrom().item(new JsonObject(answer));
    } catch (DecodeException | ClassCastException notJson) {
      return Uni.createFrom().failure(new ProviderFailure(where(uri) + " does not answer with a JSON object"));
    }
  }

  private static String where(URI uri) {
    return uri.getScheme() + "://" + uri.getAuthority() + uri.getPath();
  }

  void close() {
    client.close();
  }

  /** One question: its answer, or whatever goes wrong first. */
  private final class Question {
    private final RequestOptions options;
    private final Buffer body;
    private final Promise<Buffer> answer = Promise.promise();
    private final Buffer received = Buffer.buffer();
    private volatile HttpClientRequest request;

    Question(RequestOptions options, Buffer body) {
      this.options = options;
      this.body = body;
    }

    Future<Buffer> ask() {
      long timer = vertx.setTimer(timeout.toMillis(), late -> fail("no answer in " + timeout.toMillis() + " ms"));
      client.request(options).onSuccess(this::send).onFailure(answer::tryFail);
      return answer.future().onComplete(done -> vertx.cancelTimer(timer));
    }

    private void send(HttpClientRequest ready) {
      request = ready;
      if (answer.future().isComplete()) {
        ready.reset();
        return;
      }
      ready.response().onSuccess(this::read).onFailure(answer::tryFail);
      ready.send(body).onFailure(answer::tryFail);
    }

    private void read(HttpClientResponse response) {
      response.exceptionHandler(answer::tryFail);
      if (response.statusCode() == 200) {
        response.handler(this::take).endHandler(end -> answer.tryComplete(received));
      } else {
        fail("answers with status " + response.statusCode());
      }
    }

    private void take(Buffer part) {
      if (received.length() + part.length() > answerBytesMax) {
        fail("answers with more than " + answerBytesMax + " bytes");
      } else {
        received.appendBuffer(part);
      }
    }

    private void fail(String reason) {
      if (answer.tryFail(reason) && request != null) {
        request.reset();
      }
    }
  }
}
