package org.godwit.auth.oauth2;

import io.smallrye.mutiny.Uni;
import java.util.Set;
import org.godwit.auth.backend.BearerToken;
import org.godwit.auth.backend.Verdict;
import org.godwit.auth.backend.WorkQueue;
import org.godwit.auth.oauth2.SigningKeys.Outcome;

/** Tokens that the provider has signed (JWT): checked here, with its keys. */
final class SignedTokens implements TokenCheck {
  private final Refreshed<SigningKeys> keys;
  private final Set<SignatureAlgorithm> allowed;
  private final ClaimRules rules;
  private final WorkQueue work;

  SignedTokens(Refreshed<SigningKeys> keys, Set<SignatureAlgorithm> allowed, ClaimRules rules, WorkQueue work) {
    this.keys = keys;
    this.allowed = Set.copyOf(allowed);
    this.rules = rules;
    this.work = work;
  }

  @Override
  public Uni<Verdict> check(BearerToken token) {
    var signed = SignedToken.parse(token.text());
    if (signed.isEmpty()) {
      return verdict(new Verdict.UnknownUser("not a signed token"));
    }
    if (!rules.isIssuer(signed.get().claims())) {
      return verdict(new Verdict.UnknownUser("token of another issuer"));
    }
    if (signed.get().algorithm().filter(allowed::contains).isEmpty() || !signed.get().isUnderstood()) {
      return verdict(new Verdict.Rejected("token with a header that is not accepted"));
    }
    return keys.current().chain(known -> check(signed.get(), known));
  }

  private Uni<Verdict> check(SignedToken token, SigningKeys known) {
    return work.run(() -> known.verify(token)).chain(outcome -> switch (outcome) {
      case Outcome.UnknownKey unknown -> checkAnew(token, known);
      case Outcome.Signed signed -> verdict(rules.judgeSigned(signed.claims()));
      case Outcome.Wrong wrong -> verdict(new Verdict.Rejected("token with a wrong signature"));
    });
  }

  /** The provider may have a new key. If it cannot be asked, the users of the keys that are known are none the worse for it. */
  private Uni<Verdict> checkAnew(SignedToken token, SigningKeys known) {
    return keys.insteadOf(known).chain(fresh -> fresh == known ? unknownKey() : work.run(() -> fresh.verify(token)).chain(outcome ->
        outcome instanceof Outcome.Signed signed ? verdict(rules.judgeSigned(signed.claims())) : unknownKey()))
        .onFailure(ProviderFailure.class).recoverWithItem(down -> new Verdict.Unavailable(down.getMessage(), true));
  }

  private static Uni<Verdict> unknownKey() {
    return verdict(new Verdict.Rejected("token signed with a key that the provider does not have"));
  }

  private static Uni<Verdict> verdict(Verdict verdict) {
    return Uni.createFrom().item(verdict);
  }

  @Override
  public Uni<Void> prepare() {
    return keys.current().replaceWithVoid();
  }
}
