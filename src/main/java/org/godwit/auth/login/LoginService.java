package org.godwit.auth.login;

import com.github.benmanes.caffeine.cache.Ticker;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.godwit.auth.Authenticator;
import org.godwit.auth.Login;
import org.godwit.auth.LoginResult;
import org.godwit.auth.UserName;
import org.godwit.auth.backend.CredentialBackend;
import org.godwit.auth.backend.Lookup;
import org.godwit.auth.backend.SecretKind;
import org.godwit.auth.backend.Timers;
import org.godwit.auth.backend.Verdict;
import org.godwit.vertx.Unis;

/**
 * What every attempt to log in goes through: may it be checked now, is the secret right, may the user act for whom it wants to,
 * a line in the audit log, and a refusal that is told not before its time, the same for every reason.
 *
 * <p>Safe from any thread. Unis emit on the Vert.x context from which they are subscribed to, if there is one.
 */
public final class LoginService implements Authenticator {
  /** Stands for every name that no user can have. */
  private static final String NO_NAME = "\0";

  private final CredentialBackend users;
  private final Set<UserName> admins;
  private final LoginThrottle throttle;
  private final Timers timers;

  /**
   * @param users  where users live
   * @param admins who may act for every other user
   */
  public LoginService(CredentialBackend users, Set<UserName> admins, ThrottleLimits limits, Timers timers) {
    this.users = users;
    this.admins = Set.copyOf(admins);
    this.throttle = new LoginThrottle(limits, Ticker.systemTicker(), timers);
    this.timers = timers;
  }

  @Override
  public Uni<LoginResult> login(Login login) {
    var attempt = new LoginAttempt(login.channel(), login.mechanism(), login.user(),
        login.authorizationId().equals(login.user()) ? "" : login.authorizationId());
    return decide(attempt, attempt.userName().filter(name -> login.password().isUsable())
        .map(name -> Uni.createFrom().deferred(() -> users.verify(name, login.password())))
        .orElse(Uni.createFrom().item(new Verdict.UnknownUser())));
  }

  /**
   * Ends an attempt, whatever the mechanism.
   *
   * @param check tells whether the secret is right; not subscribed to if guesses are being slowed down
   * @return never fails
   */
  public Uni<LoginResult> decide(LoginAttempt attempt, Uni<Verdict> check) {
    return Unis.onCallersContext(() -> decideAnywhere(attempt, check, timers.nanos()));
  }

  private Uni<LoginResult> decideAnywhere(LoginAttempt attempt, Uni<Verdict> check, long began) {
    String key = attempt.userName().map(UserName::value).orElse(NO_NAME);
    return throttle.admit(key, attempt.channel().remote())
        .chain(admission -> admission.map(turn -> decide(attempt, check, turn, began)).orElseGet(() -> turnedAway(attempt)));
  }

  private static Uni<LoginResult> turnedAway(LoginAttempt attempt) {
    AuditLog.delayed(attempt, "too many failures");
    return Uni.createFrom().item(new LoginResult.Unavailable("too many failed logins"));
  }

  private Uni<LoginResult> decide(LoginAttempt attempt, Uni<Verdict> check, LoginThrottle.Admission turn, long began) {
    return check.onFailure().recoverWithItem(fault -> new Verdict.Unavailable("internal error: " + fault.getClass().getSimpleName()))
        .chain(verdict -> authorised(attempt, verdict)).chain(judged -> end(attempt, judged, turn, began))
        .onFailure().invoke(turn::ended).onCancellation().invoke(turn::ended);
  }

  /** A verdict that also says whether the user may act for whom it wants to, and the reason for the log. */
  private record Judged(Verdict verdict, String reason) {}

  private Uni<Judged> authorised(LoginAttempt attempt, Verdict verdict) {
    return switch (verdict) {
      case Verdict.Accepted accepted -> authorised(attempt, accepted);
      case Verdict.Rejected wrong -> judged(wrong, wrong.reason());
      case Verdict.UnknownUser unknown -> judged(unknown, unknown.reason());
      case Verdict.Unavailable unavailable -> judged(unavailable, unavailable.reason());
    };
  }

  private Uni<Judged> authorised(LoginAttempt attempt, Verdict.Accepted accepted) {
    Optional<UserName> target = UserName.parse(attempt.authorizationId());
    boolean oneself = attempt.authorizationId().isEmpty() || target.equals(Optional.of(accepted.user()))
        || target.isPresent() && target.equals(accepted.alias());
    if (oneself) {
      return judged(accepted, "");
    }
    if (target.isEmpty() || !admins.contains(accepted.user())) {
      return judged(new Verdict.Rejected(), "may not act for another user");
    }
    return users.lookUp(target.get(), SecretKind.NONE).map(LoginService::actingFor);
  }

  private static Judged actingFor(Lookup lookup) {
    return switch (lookup) {
      case Lookup.Found found -> new Judged(new Verdict.Accepted(found.user()), "");
      case Lookup.NotFound none -> new Judged(new Verdict.Rejected(), "no such user to act for");
      case Lookup.Unavailable unavailable -> new Judged(new Verdict.Unavailable(unavailable.reason()), unavailable.reason());
    };
  }

  private static Uni<Judged> judged(Verdict verdict, String reason) {
    return Uni.createFrom().item(new Judged(verdict, reason));
  }

  private Uni<LoginResult> end(LoginAttempt attempt, Judged judged, LoginThrottle.Admission admission, long began) {
    return switch (judged.verdict()) {
      case Verdict.Accepted accepted -> {
        admission.accepted();
        AuditLog.accepted(attempt, accepted.user().value());
        yield Uni.createFrom().item(new LoginResult.Accepted(accepted.user()));
      }
      case Verdict.Unavailable unavailable -> {
        admission.ended();
        AuditLog.unavailable(attempt, judged.reason());
        yield Uni.createFrom().item(new LoginResult.Unavailable(unavailable.reason()));
      }
      case Verdict.Rejected wrong -> refuse(attempt, judged.reason(), admission, began);
      case Verdict.UnknownUser unknown -> refuse(attempt, judged.reason(), admission, began);
    };
  }

  private Uni<LoginResult> refuse(LoginAttempt attempt, String reason, LoginThrottle.Admission admission, long began) {
    AuditLog.rejected(attempt, reason);
    LoginThrottle.HeldBack heldBack = admission.rejected();
    Duration rest = heldBack.delay().minusNanos(timers.nanos() - began);
    return Uni.createFrom().emitter(emitter -> timers.after(rest.isNegative() ? Duration.ZERO : rest, () -> tell(emitter, heldBack)));
  }

  private static void tell(UniEmitter<? super LoginResult> emitter, LoginThrottle.HeldBack heldBack) {
    heldBack.released().run();
    emitter.complete(new LoginResult.Rejected());
  }
}
