package org.godwit.auth.sasl;

import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.sasl.AuthorizeCallback;
import javax.security.sasl.Sasl;
import javax.security.sasl.SaslException;
import javax.security.sasl.SaslServer;
import org.godwit.auth.ClientChannel;
import org.godwit.auth.Password;
import org.godwit.auth.UserName;
import org.godwit.auth.backend.Capability;
import org.godwit.auth.backend.Lookup;
import org.godwit.auth.backend.Secret;
import org.godwit.auth.backend.SecretKind;
import org.godwit.auth.backend.Verdict;
import org.godwit.auth.login.LoginAttempt;

/** CRAM-MD5 (RFC 2195), by the JDK's SASL server. The password is looked up first, so that the server never waits for it. */
final class CramMd5Mechanism implements SaslMechanism {
  private final SaslSetup setup;
  private final ScramDecoys decoys;

  CramMd5Mechanism(SaslSetup setup, ScramDecoys decoys) {
    this.setup = setup;
    this.decoys = decoys;
  }

  @Override
  public String name() {
    return "CRAM-MD5";
  }

  @Override
  public boolean isCleartext() {
    return false;
  }

  @Override
  public boolean isServed() {
    return setup.can(Capability.CLEAR_PASSWORD);
  }

  @Override
  public SaslExchange begin(ClientChannel channel) {
    return new Exchange(channel);
  }

  private final class Exchange extends StepExchange {
    private final ClientChannel channel;
    private SaslServer server;
    private Password password;

    Exchange(ClientChannel channel) {
      this.channel = channel;
    }

    @Override
    Uni<Step> begin() {
      return server != null ? malformed() : setup.work().run(() -> {
        server = Sasl.createSaslServer(name(), channel.protocol(), "godwit", Map.of(), this::answer);
        return new Step.Challenge(server.evaluateResponse(new byte[0]));
      });
    }

    /** {@code name SP digest}; the server speaks first, so that a response with the command is wrong (RFC 4422, 3.3). */
    @Override
    Uni<Step> respond(byte[] response) {
      String text = new String(response, StandardCharsets.UTF_8);
      int space = text.lastIndexOf(' ');
      if (server == null || space < 1) {
        return malformed();
      }
      String user = text.substring(0, space);
      var attempt = new LoginAttempt(channel, name(), user, "");
      return setup.logins().decide(attempt, check(attempt.userName(), response)).map(this::done);
    }

    private Uni<Verdict> check(Optional<UserName> user, byte[] response) {
      return user.map(name -> setup.users().lookUp(name, SecretKind.CLEAR_PASSWORD)).orElse(Uni.createFrom().item(new Lookup.NotFound()))
          .chain(answer -> switch (answer) {
            case Lookup.Found found when found.secret().orElse(null) instanceof Secret.Clear clear ->
                evaluate(clear.password(), response).map(right -> right ? new Verdict.Accepted(found.user()) : new Verdict.Rejected());
            case Lookup.Unavailable unavailable -> Uni.createFrom().item(new Verdict.Unavailable(unavailable.reason()));
            case Lookup.Found withoutSecret -> evaluate(decoys.password(), response).replaceWith(new Verdict.UnknownUser());
            case Lookup.NotFound none -> evaluate(decoys.password(), response).replaceWith(new Verdict.UnknownUser());
          });
    }

    private Uni<Boolean> evaluate(Password expected, byte[] response) {
      return setup.work().run(() -> {
        password = expected;
        try {
          server.evaluateResponse(response);
          return server.isComplete();
        } catch (SaslException wrong) {
          return false;
        } finally {
          server.dispose();
        }
      });
    }

    private void answer(Callback[] callbacks) {
      for (Callback callback : callbacks) {
        switch (callback) {
          case NameCallback name -> name.setName(name.getDefaultName());
          case PasswordCallback secret -> secret.setPassword(password.text().toCharArray());
          case AuthorizeCallback authorize -> authorize.setAuthorized(true);
          default -> { }
        }
      }
    }
  }
}
