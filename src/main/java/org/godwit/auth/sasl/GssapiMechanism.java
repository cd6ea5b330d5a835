package org.godwit.auth.sasl;

import io.smallrye.mutiny.Uni;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import javax.security.auth.Subject;
import javax.security.auth.callback.Callback;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.AppConfigurationEntry.LoginModuleControlFlag;
import javax.security.auth.login.Configuration;
import javax.security.auth.login.LoginContext;
import javax.security.auth.login.LoginException;
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
 * GSSAPI with Kerberos 5 (RFC 4752), by the JDK's SASL server, without its security layers: that is TLS's work. Every service
 * principal in the keytab is accepted; {@code user@REALM} is the user {@code user}.
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
    return setup.keytab().isPresent();
  }

  @Override
  public SaslExchange begin(ClientChannel channel) {
    return new Exchange(channel);
  }

  /** Who the client has shown to be, and for whom it wants to act. */
  private record Shown(String user, String authorizationId) {}

  private final class Exchange extends StepExchange {
    private final ClientChannel channel;
    private Subject service;
    private SaslServer server;
    private Shown shown;

    Exchange(ClientChannel channel) {
      this.channel = channel;
    }

    @Override
    Uni<Step> respond(byte[] response) {
      return setup.work().run(() -> evaluate(response)).chain(this::follow);
    }

    /** The next challenge; empty if it is over. Blocks: reads the keytab, computes. */
    private Optional<byte[]> evaluate(byte[] response) throws LoginException {
      if (server == null) {
        service = service(setup.keytab().orElseThrow());
        server = as(() -> Sasl.createSaslServer(name(), channel.protocol(), null, NO_LAYERS, this::answer));
      }
      try {
        byte[] challenge = as(() -> server.evaluateResponse(response));
        return server.isComplete() ? Optional.empty() : Optional.of(challenge == null ? new byte[0] : challenge);
      } catch (java.util.concurrent.CompletionException refused) {
        LOG.info("A Kerberos login failed: {}", String.valueOf(refused.getCause()));
        shown = null;
        return Optional.empty();
      }
    }

    private <T> T as(Callable<T> action) {
      return Subject.callAs(service, action);
    }

    private Uni<Step> follow(Optional<byte[]> challenge) {
      if (challenge.isPresent()) {
        return challenge(challenge.get());
      }
      Shown client = shown == null ? new Shown("", "") : shown;
      return setup.logins().decide(new LoginAttempt(channel, name(), client.user(), client.authorizationId()), check(client))
          .map(this::end);
    }

    private Step end(LoginResult result) {
      try {
        server.dispose();
      } catch (SaslException notDisposed) {
        LOG.debug("A Kerberos context could not be disposed of: {}", notDisposed.toString());
      }
      return done(result);
    }

    private Uni<Verdict> check(Shown client) {
      return UserName.parse(client.user()).map(user -> setup.users().lookUp(user, SecretKind.NONE).<Verdict>map(answer -> switch (answer) {
        case Lookup.Found found -> new Verdict.Accepted(found.user());
        case Lookup.NotFound none -> new Verdict.UnknownUser();
        case Lookup.Unavailable unavailable -> new Verdict.Unavailable(unavailable.reason());
      })).orElse(Uni.createFrom().item(new Verdict.UnknownUser()));
    }

    /** Whom the client may act for is decided later; {@code user/admin@REALM} is nobody. */
    private void answer(Callback[] callbacks) {
      for (Callback callback : callbacks) {
        if (callback instanceof AuthorizeCallback authorize) {
          String self = authorize.getAuthenticationID();
          String other = authorize.getAuthorizationID();
          shown = new Shown(user(self), self.equals(other) ? "" : user(other));
          authorize.setAuthorized(true);
        }
      }
    }

    private static String user(String principal) {
      int realm = principal.lastIndexOf('@');
      return realm < 0 ? principal : principal.substring(0, realm);
    }
  }

  private static Subject service(Path keytab) throws LoginException {
    var options = Map.of("useKeyTab", "true", "keyTab", keytab.toAbsolutePath().toString(), "storeKey", "true", "isInitiator", "false",
        "principal", "*", "doNotPrompt", "true");
    var entry = new AppConfigurationEntry("com.sun.security.auth.module.Krb5LoginModule", LoginModuleControlFlag.REQUIRED, options);
    var context = new LoginContext("godwit", null, null, new Configuration() {
      @Override
      public AppConfigurationEntry[] getAppConfigurationEntry(String name) {
        return new AppConfigurationEntry[] {entry};
      }
    });
    context.login();
    return context.getSubject();
  }
}
