package org.godwit.auth.backend;

import io.smallrye.mutiny.Uni;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.godwit.auth.Password;
import org.godwit.auth.UserName;

/**
 * Several back ends, asked in order, as one. The first that knows the user decides. One that is slow or dead does not keep the
 * users of later ones waiting: they are asked after {@link BackendLimits#patience}, and who accepts, decides. If none accepts and
 * one could not be asked, the answer is that it is not known now.
 */
public final class BackendChain implements CredentialBackend {
  private final List<GuardedBackend> backends;
  private final BackendLimits limits;
  private final Timers timers;

  /** These, in this order; they are closed with the chain. */
  public BackendChain(List<? extends CredentialBackend> backends, BackendLimits limits, Timers timers) {
    this.backends = backends.stream().map(backend -> new GuardedBackend(backend, limits, timers)).toList();
    this.limits = limits;
    this.timers = timers;
  }

  @Override
  public String name() {
    return String.join(", ", backends.stream().map(each -> each.backend().name()).toList());
  }

  @Override
  public Set<Capability> capabilities() {
    return union(CredentialBackend::capabilities);
  }

  @Override
  public Set<Capability> partialCapabilities() {
    return union(CredentialBackend::partialCapabilities);
  }

  private Set<Capability> union(Function<CredentialBackend, Set<Capability>> part) {
    var all = EnumSet.noneOf(Capability.class);
    backends.forEach(each -> all.addAll(part.apply(each.backend())));
    return all;
  }

  @Override
  public Uni<Verdict> verify(UserName user, Password password) {
    return verdict(Capability.PASSWORD, backend -> backend.verify(user, password));
  }

  @Override
  public Uni<Verdict> verifyToken(BearerToken token) {
    return verdict(Capability.TOKEN, backend -> backend.verifyToken(token));
  }

  /** That of the first back end which has any. */
  @Override
  public TokenAdvice tokenAdvice() {
    return backends.stream().map(guarded -> guarded.backend().tokenAdvice()).filter(advice -> !advice.equals(TokenAdvice.NONE))
        .findFirst().orElse(TokenAdvice.NONE);
  }

  @Override
  public Uni<Lookup> lookUp(UserName user, SecretKind wanted) {
    Predicate<Lookup> unavailable = answer -> answer instanceof Lookup.Unavailable why && !why.onlyThisUser();
    var questions = asked(wanted).stream().<Supplier<Uni<Lookup>>>map(guarded -> () -> guarded.ask(
        () -> guarded.backend().lookUp(user, wanted), Lookup.Unavailable::new, unavailable)).toList();
    return ChainRun.start(questions, answer -> weight(answer, wanted), new Lookup.NotFound(), limits.patience(), timers);
  }

  private Uni<Verdict> verdict(Capability needed, Function<CredentialBackend, Uni<Verdict>> question) {
    Predicate<Verdict> unavailable = answer -> answer instanceof Verdict.Unavailable why && !why.onlyThisUser();
    var questions = able(needed).stream().<Supplier<Uni<Verdict>>>map(guarded -> () -> guarded.ask(
        () -> question.apply(guarded.backend()), Verdict.Unavailable::new, unavailable)).toList();
    return ChainRun.start(questions, BackendChain::weight, new Verdict.UnknownUser(), limits.patience(), timers);
  }

  /** Whether a user exists, those are asked too that cannot tell: "no" is the answer only if none of them leaves it open. */
  private List<GuardedBackend> asked(SecretKind wanted) {
    return wanted == SecretKind.NONE ? backends : able(wanted.capability());
  }

  private List<GuardedBackend> able(Capability needed) {
    return backends.stream().filter(each -> each.backend().partialCapabilities().contains(needed)).toList();
  }

  private static ChainRun.Weight weight(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Accepted accepted -> ChainRun.Weight.WINS;
      case Verdict.Rejected rejected -> ChainRun.Weight.DECIDES;
      case Verdict.UnknownUser unknown -> ChainRun.Weight.PASSES;
      case Verdict.Unavailable unavailable -> ChainRun.Weight.STAYS_OPEN;
    };
  }

  /** A user without a secret of the kind may have one in a later back end. */
  private static ChainRun.Weight weight(Lookup lookup, SecretKind wanted) {
    return switch (lookup) {
      case Lookup.Found found when wanted == SecretKind.NONE || found.secret().isPresent() -> ChainRun.Weight.WINS;
      case Lookup.Found found -> ChainRun.Weight.PASSES;
      case Lookup.NotFound none -> ChainRun.Weight.PASSES;
      case Lookup.Unavailable unavailable -> unavailable.onlyThisUser() ? ChainRun.Weight.UNSURE : ChainRun.Weight.STAYS_OPEN;
    };
  }

  @Override
  public void close() {
    backends.forEach(each -> each.backend().close());
  }
}
