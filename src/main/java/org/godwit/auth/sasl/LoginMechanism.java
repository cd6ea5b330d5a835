package org.godwit.auth.sasl;

import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import org.godwit.auth.Authenticator;
import org.godwit.auth.ClientChannel;
import org.godwit.auth.Login;
import org.godwit.auth.Password;

/** LOGIN (draft-murchison-sasl-login): the name and the password, each asked for. Some clients know nothing else. */
final class LoginMechanism implements SaslMechanism {
  private static final byte[] ASK_NAME = "Username:".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] ASK_PASSWORD = "Password:".getBytes(StandardCharsets.US_ASCII);

  private final Authenticator authenticator;

  LoginMechanism(Authenticator authenticator) {
    this.authenticator = authenticator;
  }

  @Override
  public String name() {
    return "LOGIN";
  }

  @Override
  public boolean isCleartext() {
    return true;
  }

  @Override
  public SaslExchange begin(ClientChannel channel) {
    return new Exchange(channel);
  }

  private final class Exchange extends StepExchange {
    private final ClientChannel channel;
    private String user;

    Exchange(ClientChannel channel) {
      this.channel = channel;
    }

    @Override
    Uni<Step> begin() {
      return challenge(ASK_NAME);
    }

    @Override
    Uni<Step> respond(byte[] response) {
      String text = new String(response, StandardCharsets.UTF_8);
      if (user == null) {
        user = text;
        return challenge(ASK_PASSWORD);
      }
      return authenticator.login(Login.of(user, Password.of(text), channel, name())).map(this::done);
    }
  }
}
