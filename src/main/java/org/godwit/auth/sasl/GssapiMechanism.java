package org.godwit.auth.sasl;

import io.smallrye.mutiny.Uni;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import javax.security.auth.Subject;
import javax.security.auth.callback.Callback;
import javax.security.sasl.AuthorizeCallback;
import javax.security.sasl.Sasl;
import javax.security.sasl.SaslException;
import javax.security.sasl.SaslServer;
import org.godwit.auth.ClientChannel;
import org.godwit.auth.LoginResult;
import org.godwit.auth.UserName;
import org.godwit.auth.backend.Lookup;
import org.godwit.auth.backend.SecretKind;
import org.godwit.auth.backend.Verdict;
import org.godwit.auth.login.LoginAttempt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * GSSAPI with Kerberos 5 (RFC 4752), by the JDK's SASL server. Of the security layers it offers none, only authentication (3.1,
 * the bit-mask 1): confidentiality is TLS's work. The users are those of the back ends; Kerberos only says who somebody is.
 */
final class GssapiMechanism implements SaslMechanism {
  private static final Logger LOG = LoggerFactory.getLogger(GssapiMechanism.class);
  private static final Map<String, String> NO_LAYERS = Map.of(Sasl.QOP, "auth");

  private final SaslSetup setup;

  GssapiMechanism(SaslSetup setup) {
    this.setup = setup;
  }

  @Override
  public String name() {
    return "GSSAPI";
  }

  @Override
  public boolean isCleartext() {
    return false;
  }

  @Override
  public boolean isServed() {
    return setup.kerberos().isPresent() && setup.canLookUp();
  }

  @Override
  public boolean suits(ClientChannel channel) {
    return setup.kerberos().filter(kerberos -> kerberos.services().contains(channel.protocol())).isPresent();
  }

  @Override
  public SaslExchange begin(ClientChannel channel) {
    return new Exchange(channel, setup.kerberos().orElseThrow());
  }

  /** Who the client has shown to be, and for whom it wants to act. */
  private record Shown(String principal, String authorizationId) {}

  /** What the library makes of a response. */
  private sealed interface Evaluated {
    record Goes(byte[] challenge) implements Evaluated {}

    record Complete(Shown client) implements Evaluated {}

    record Failed(String reason) implements Evaluated {}
  }

  private final class Exchange extends StepExchange {
    private final ClientChannel channel;
    private final KerberosService kerberos;
    private Subject service;
    private SaslServer server;
    private Shown shown;

    Exchange(ClientChannel channel, KerberosService kerberos) {
      this.channel = channel;
      this.kerberos = kerberos;
    }

    @Override
    Uni<Step> respond(byte[] response) {
      return setup.work().run(() -> evaluate(response)).chain(this::follow);
    }

    /** Blocks: reads the keytab, computes. */
    private Evaluated evaluate(byte[] response) {
      if (server == null) {
        service = kerberos.subject();
        server = as(() -> Sasl.createSaslServer(name(), channel.protocol(), null, NO_LAYERS, this::answer));
      }
      try {
        byte[] challenge = as(() -> server.evaluateResponse(response));
        return server.isComplete() ? new Evaluated.Complete(shown) : new Evaluated.Goes(challenge == null ? new byte[0] : challenge);
      } catch (CompletionException refused) {
        return new Evaluated.Failed("Kerberos: " + cause(refused));
      }
    }

    private <T> T as(Callable<T> action) {
      return Subject.callAs(service, action);
    }

    private Uni<Step> follow(Evaluated evaluated) {
      return switch (evaluated) {
        case Evaluated.Goes goes -> challenge(goes.challenge());
        case Evaluated.Failed failed -> decide(new Shown("", ""), Uni.createFrom().item(new Verdict.Rejected(failed.reason())));
        case Evaluated.Complete complete -> decide(complete.client(), check(complete.client()));
      };
    }

    private Uni<Step> decide(Shown client, Uni<Verdict> check) {
      String other = client.authorizationId();
      // a realm that is not served must not become "oneself"
      String authorizationId = other.isEmpty() ? "" : kerberos.user(other).orElse(other);
      var attempt = new LoginAttempt(channel, name(), kerberos.user(client.principal()).orElse(client.principal()), authorizationId);
      return setup.logins().decide(attempt, check).map(this::end);
    }

    private Step end(LoginResult result) {
      try {
        server.dispose();
      } catch (SaslException notDisposed) {
        LOG.debug("A Kerberos context could not be disposed of: {}", notDisposed.toString());
      }
      return done(result);
    }

    /** {@code user/admin@REALM} can be no user's name. */
    private Uni<Verdict> check(Shown client) {
      Optional<String> name = kerberos.user(client.principal());
      if (name.isEmpty()) {
        return Uni.createFrom().item(new Verdict.Rejected("principals of this realm are not users here"));
      }
      return name.flatMap(UserName::parse).map(user -> setup.users().lookUp(user, SecretKind.NONE).map(Exchange::verdict))
          .orElse(Uni.createFrom().item(new Verdict.UnknownUser()));
    }

    private static Verdict verdict(Lookup answer) {
      return switch (answer) {
        case Lookup.Found found -> new Verdict.Accepted(found.user());
        case Lookup.NotFound none -> new Verdict.UnknownUser();
        case Lookup.Unavailable unavailable -> new Verdict.Unavailable(unavailable.reason());
      };
    }

    /** Whom the client may act for is decided later. */
    private void answer(Callback[] callbacks) {
      for (Callback callback : callbacks) {
        if (callback instanceof AuthorizeCallback authorize) {
          String self = authorize.getAuthenticationID();
          String other = authorize.getAuthorizationID();
          shown = new Shown(self, self.equals(other) ? "" : other);
          authorize.setAuthorized(true);
        }
      }
    }
  }

  /** The innermost reason is the one that helps: "Clock skew too great", not "GSS initiate failed". */
  private static String cause(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage());
  }
}
