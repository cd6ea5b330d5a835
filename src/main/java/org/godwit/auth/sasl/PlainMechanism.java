package org.godwit.auth.sasl;

import io.smallrye.mutiny.Uni;
import java.util.Optional;
import org.godwit.auth.Authenticator;
import org.godwit.auth.ClientChannel;

/** SASL PLAIN (RFC 4616): one message of the client, and that is all. */
final class PlainMechanism implements SaslMechanism {
  private final Authenticator authenticator;

  PlainMechanism(Authenticator authenticator) {
    this.authenticator = authenticator;
  }

  @Override
  public String name() {
    return "PLAIN";
  }

  @Override
  public boolean isCleartext() {
    return true;
  }

  @Override
  public SaslExchange begin(ClientChannel channel) {
    return response -> next(response, channel);
  }

  private Uni<SaslExchange.Step> next(Optional<byte[]> response, ClientChannel channel) {
    if (response.isEmpty()) {
      return Uni.createFrom().item(new SaslExchange.Step.Challenge(new byte[0]));
    }
    var login = SaslPlain.parse(response.get(), channel);
    if (login.isEmpty()) {
      return Uni.createFrom().item(new SaslExchange.Step.Malformed());
    }
    return authenticator.login(login.get()).map(SaslExchange.Step.Done::new);
  }
}
