package org.godwit.mailbox;

import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.godwit.mailbox.api.MaildropClaims;

/** Maildrops that sessions of this process have. Safe on any thread. */
final class NodeMaildropClaims implements MaildropClaims {

  private final ConcurrentHashMap<String, Claim> claims = new ConcurrentHashMap<>();

  @Override
  public Uni<Optional<Claim>> claim(String account) {
    return Uni.createFrom().item(() -> {
      var claim = new Claimed(account);
      return claims.putIfAbsent(account, claim) == null ? Optional.of(claim) : Optional.empty();
    });
  }

  private final class Claimed implements Claim {
    private final String account;

    Claimed(String account) {
      this.account = account;
    }

    @Override
    public void end() {
      claims.remove(account, this);
    }
  }
}
