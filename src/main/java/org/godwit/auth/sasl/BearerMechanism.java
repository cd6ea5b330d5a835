package org.godwit.auth.sasl;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;
import org.godwit.auth.ClientChannel;
import org.godwit.auth.LoginResult;
import org.godwit.auth.UserName;
import org.godwit.auth.backend.BearerToken;
import org.godwit.auth.backend.Capability;
import org.godwit.auth.backend.TokenAdvice;
import org.godwit.auth.backend.Verdict;
import org.godwit.auth.login.LoginAttempt;

/** OAUTHBEARER (RFC 7628) and its forerunner XOAUTH2: a bearer token, which the back ends validate. */
final class BearerMechanism implements SaslMechanism {
  /** How each writes a token down, and a refusal. */
  enum Form {
    /** {@code n,a=user,^Ahost=...^Aport=...^Aauth=Bearer token^A^A}. */
    OAUTHBEARER(BearerMessage::ofOAuthBearer),
    /** {@code user=user^Aauth=Bearer token^A^A}. */
    XOAUTH2(BearerMessage::ofXOAuth2);

    private final Function<String, Optional<BearerMessage>> parser;

    Form(Function<String, Optional<BearerMessage>> parser) {
      this.parser = parser;
    }

    /** RFC 7628, 3.2.2, with the error codes of RFC 6750, 3.1; of XOAUTH2 only an example is published, with the status of HTTP. */
    private JsonObject refusal(boolean lacksScope, TokenAdvice advice) {
      var refusal = new JsonObject();
      if (this == XOAUTH2) {
        refusal.put("status", lacksScope ? "403" : "401").put("schemes", "bearer");
      } else {
        refusal.put("status", lacksScope ? "insufficient_scope" : "invalid_token");
      }
      advice.scope().ifPresent(scope -> refusal.put("scope", scope));
      if (this == OAUTHBEARER) {
        advice.configuration().ifPresent(address -> refusal.put("openid-configuration", address));
      }
      return refusal;
    }
  }

  private final Form form;
  private final SaslSetup setup;

  BearerMechanism(Form form, SaslSetup setup) {
    this.form = form;
    this.setup = setup;
  }

  @Override
  public String name() {
    return form.name();
  }

  @Override
  public boolean isCleartext() {
    return true;
  }

  @Override
  public boolean isServed() {
    return setup.can(Capability.TOKEN);
  }

  @Override
  public SaslExchange begin(ClientChannel channel) {
    return new Exchange(channel);
  }

  private final class Exchange extends StepExchange {
    private final ClientChannel channel;
    private volatile boolean lacksScope;

    Exchange(ClientChannel channel) {
      this.channel = channel;
    }

    @Override
    Uni<Step> respond(byte[] response) {
      Optional<BearerMessage> message = form.parser.apply(new String(response, StandardCharsets.UTF_8));
      if (message.isEmpty()) {
        return malformed();
      }
      if (message.get().token().isEmpty()) {
        return Uni.createFrom().item(end(new LoginResult.Rejected()));
      }
      String claimed = message.get().claimed();
      var attempt = new LoginAttempt(channel, name(), claimed, claimed);
      var token = new BearerToken(message.get().token().get(), UserName.parse(claimed));
      return setup.logins().decide(attempt, setup.users().verifyToken(token).invoke(this::note)).map(this::end);
    }

    private void note(Verdict verdict) {
      lacksScope = verdict instanceof Verdict.Rejected rejected && rejected.lacksScope();
    }

    /** A refusal is explained first (RFC 7628, 3.2.2); the client answers with anything, and then it is over. */
    private Step end(LoginResult result) {
      return result instanceof LoginResult.Rejected
          ? endAfter(form.refusal(lacksScope, setup.users().tokenAdvice()).encode().getBytes(StandardCharsets.UTF_8), result) : done(result);
    }
  }
}
