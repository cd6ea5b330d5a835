package org.godwit.auth;

import io.smallrye.mutiny.Uni;
import java.net.InetAddress;
import java.util.Optional;

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
  public SaslExchange begin(InetAddress remote) {
    return response -> next(response, remote);
  }

  private Uni<SaslExchange.Step> next(Optional<byte[]> response, InetAddress remote) {
    if (response.isEmpty()) {
      return Uni.createFrom().item(new SaslExchange.Step.Challenge(new byte[0]));
    }
    var login = SaslPlain.parse(response.get(), remote);
    if (login.isEmpty()) {
      return Uni.createFrom().item(new SaslExchange.Step.Malformed());
    }
    return authenticator.login(login.get()).map(SaslExchange.Step.Done::new);
  }
}
