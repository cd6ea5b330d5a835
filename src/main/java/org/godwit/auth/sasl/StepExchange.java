package org.godwit.auth.sasl;

import io.smallrye.mutiny.Uni;
import java.util.Optional;
import org.godwit.auth.LoginResult;
import org.godwit.vertx.Unis;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What exchanges have in common: a bound for responses, an empty challenge where the client has to begin, an end that lasts, and
 * steps that emit on the caller's context and never fail.
 */
abstract class StepExchange implements SaslExchange {
  private static final Logger LOG = LoggerFactory.getLogger(StepExchange.class);

  /** Octets of one response. */
  private static final int RESPONSE_MAX = 12_288;

  private Optional<LoginResult> end = Optional.empty();
  private boolean over;

  @Override
  public final Uni<Step> next(Optional<byte[]> response) {
    return Unis.onCallersContext(() -> step(response)).onFailure().recoverWithItem(StepExchange::faulty);
  }

  private Uni<Step> step(Optional<byte[]> response) {
    if (over || response.isPresent() && response.get().length > RESPONSE_MAX) {
      return malformed();
    }
    if (end.isPresent()) {
      over = true;
      return Uni.createFrom().item(new Step.Done(end.get()));
    }
    return response.isEmpty() ? begin() : respond(response.get());
  }

  /** The client sent nothing with its command: mechanisms in which it has to begin ask for that. */
  Uni<Step> begin() {
    return challenge(new byte[0]);
  }

  /** The step that follows a response. */
  abstract Uni<Step> respond(byte[] response);

  static Uni<Step> challenge(byte[] octets) {
    return Uni.createFrom().item(new Step.Challenge(octets));
  }

  final Uni<Step> malformed() {
    over = true;
    return Uni.createFrom().item(new Step.Malformed());
  }

  final Step done(LoginResult result) {
    over = true;
    return new Step.Done(result);
  }

  /** The result is settled, and there is one more thing to tell; whatever the client answers, it ends. */
  final Step endAfter(byte[] octets, LoginResult result) {
    end = Optional.of(result);
    return new Step.Challenge(octets);
  }

  private static Step faulty(Throwable fault) {
    LOG.error("A login could not be checked", fault);
    return new Step.Done(new LoginResult.Unavailable("internal error"));
  }
}
