package org.godwit.auth.sasl;

import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.godwit.auth.ClientChannel;
import org.godwit.auth.UserName;
import org.godwit.auth.backend.Lookup;
import org.godwit.auth.backend.SecretKind;
import org.godwit.auth.backend.Verdict;
import org.godwit.auth.login.LoginAttempt;
import org.godwit.auth.otp.OtpCheck;
import org.godwit.auth.otp.OtpUsers;

/**
 * OTP (RFC 2444): passwords that are used once. Who has none gets a challenge like any other, and fails at the end. A user who
 * is being logged in with one is not logged in with one a second time meanwhile (RFC 2289, 9).
 */
final class OtpMechanism implements SaslMechanism {
  /** Octets of a name (RFC 2444, 4). */
  private static final int NAME_BYTES_MAX = 255;

  private final SaslSetup setup;

  OtpMechanism(SaslSetup setup) {
    this.setup = setup;
  }

  @Override
  public String name() {
    return "OTP";
  }

  @Override
  public boolean isCleartext() {
    return false;
  }

  @Override
  public boolean isServed() {
    return setup.otp().filter(OtpUsers::isAny).isPresent() && setup.canLookUp();
  }

  @Override
  public SaslExchange begin(ClientChannel channel) {
    return new Exchange(channel, setup.otp().orElseThrow());
  }

  /** What the answer is checked against, and whose it then is. */
  private record Known(OtpCheck check, Optional<UserName> user, Optional<String> unavailable) {}

  private final class Exchange extends StepExchange {
    private final ClientChannel channel;
    private final OtpUsers otp;
    private LoginAttempt attempt;
    private Optional<OtpUsers.Attempt> turn = Optional.empty();
    private Known known;

    Exchange(ClientChannel channel, OtpUsers otp) {
      this.channel = channel;
      this.otp = otp;
    }

    @Override
    Uni<Step> respond(byte[] response) {
      return attempt == null ? first(response) : last(response);
    }

    @Override
    public void abandon() {
      turn.ifPresent(OtpUsers.Attempt::end);
    }

    /** {@code [authzid] NUL authcid}. */
    private Uni<Step> first(byte[] response) {
      String[] names = new String(response, StandardCharsets.UTF_8).split("\0", -1);
      if (names.length != 2 || names[1].isEmpty() || response.length > 2 * NAME_BYTES_MAX + 1) {
        return malformed();
      }
      attempt = new LoginAttempt(channel, name(), names[1], names[0].equals(names[1]) ? "" : names[0]);
      Optional<UserName> user = attempt.userName();
      if (user.isEmpty()) {
        return ask(nobody());
      }
      turn = otp.begin(user.get());
      return turn.isEmpty() ? decide(new Verdict.Unavailable("this user is being logged in with a one-time password already"))
          : setup.users().lookUp(user.get(), SecretKind.NONE).chain(this::known).chain(this::ask);
    }

    private Uni<Known> known(Lookup answer) {
      return switch (answer) {
        case Lookup.Found found -> turn.orElseThrow().check(found.user())
            .map(check -> check.map(own -> new Known(own, Optional.of(found.user()), Optional.empty())).orElseGet(this::nobody))
            .onFailure().recoverWithItem(failed -> unavailable(failed.toString()));
        case Lookup.NotFound none -> Uni.createFrom().item(nobody());
        case Lookup.Unavailable unavailable -> Uni.createFrom().item(unavailable(unavailable.reason()));
      };
    }

    private Known nobody() {
      return new Known(otp.decoy(attempt.user()), Optional.empty(), Optional.empty());
    }

    private Known unavailable(String reason) {
      return new Known(otp.decoy(attempt.user()), Optional.empty(), Optional.of(reason));
    }

    private Uni<Step> ask(Known found) {
      known = found;
      return setup.work().run(() -> new Step.Challenge(found.check().challenge()));
    }

    private Uni<Step> last(byte[] response) {
      Uni<Verdict> verdict = setup.work().run(() -> found(known.check().accepts(response)));
      return setup.logins().decide(attempt, verdict.onFailure().recoverWithItem(failed -> new Verdict.Unavailable(failed.toString())))
          .map(this::done).onTermination().invoke(this::abandon);
    }

    private Verdict found(boolean right) {
      if (known.unavailable().isPresent()) {
        return new Verdict.Unavailable(known.unavailable().get());
      }
      return known.user().<Verdict>map(user -> right ? new Verdict.Accepted(user) : new Verdict.Rejected())
          .orElseGet(Verdict.UnknownUser::new);
    }

    private Uni<Step> decide(Verdict verdict) {
      return setup.logins().decide(attempt, Uni.createFrom().item(verdict)).map(this::done);
    }
  }
}
