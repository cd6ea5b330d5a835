package org.godwit.auth.sasl;

import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.godwit.auth.ClientChannel;
import org.godwit.auth.LoginResult;
import org.godwit.auth.UserName;
import org.godwit.auth.backend.BearerToken;
import org.godwit.auth.backend.Capability;
import org.godwit.auth.login.LoginAttempt;

/** OAUTHBEARER (RFC 7628) and its forerunner XOAUTH2: a bearer token, which the back ends validate. */
final class BearerMechanism implements SaslMechanism {
  /** How each writes a token down. */
  enum Form {
    /** {@code n,a=user,^Ahost=...^Aport=...^Aauth=Bearer token^A^A}. */
    OAUTHBEARER("[ny],(?:a=([^,\\x01]{1,1000}))?,\\x01(?:[a-zA-Z]+=[^\\x01]*\\x01){0,8}?auth=[Bb]earer +([\\x21-\\x7E]+)\\x01(?:[a-zA-Z]+=[^\\x01]*\\x01){0,8}\\x01",
        "{\"status\":\"invalid_token\"}"),
    /** {@code user=user^Aauth=Bearer token^A^A}. */
    XOAUTH2("user=([^\\x01]{1,1000})\\x01auth=[Bb]earer +([\\x21-\\x7E]+)\\x01\\x01",
        "{\"status\":\"400\",\"schemes\":\"Bearer\"}");

    private final Pattern pattern;
    private final byte[] refusal;

    Form(String pattern, String refusal) {
      this.pattern = Pattern.compile(pattern);
      this.refusal = refusal.getBytes(StandardCharsets.US_ASCII);
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

    Exchange(ClientChannel channel) {
      this.channel = channel;
    }

    @Override
    Uni<Step> respond(byte[] response) {
      Matcher message = form.pattern.matcher(new String(response, StandardCharsets.UTF_8));
      if (!message.matches() || message.group(2).length() > BearerToken.LENGTH_MAX) {
        return malformed();
      }
      String claimed = message.group(1) == null ? "" : message.group(1).replace("=2C", ",").replace("=3D", "=");
      var attempt = new LoginAttempt(channel, name(), claimed, claimed);
      var token = new BearerToken(message.group(2), UserName.parse(claimed));
      return setup.logins().decide(attempt, setup.users().verifyToken(token)).map(this::end);
    }

    /** A refusal is explained first (RFC 7628, 3.2.2); the client answers with anything, and then it is over. */
    private Step end(LoginResult result) {
      return result instanceof LoginResult.Rejected ? endAfter(form.refusal, result) : done(result);
    }
  }
}
