package org.godwit;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.godwit.auth.Apop;
import org.godwit.auth.CleartextPolicy;
import org.godwit.auth.UserName;
import org.godwit.auth.backend.BackendChain;
import org.godwit.auth.backend.BackendLimits;
import org.godwit.auth.backend.CredentialBackend;
import org.godwit.auth.backend.Timers;
import org.godwit.auth.backend.WorkQueue;
import org.godwit.auth.login.ApopService;
import org.godwit.auth.login.LoginService;
import org.godwit.auth.login.ThrottleLimits;
import org.godwit.auth.sasl.LoginMethods;
import org.godwit.auth.sasl.SaslSetup;
import org.godwit.config.AuthSettings;
import org.godwit.config.Settings;
import org.godwit.tool.ToolFailure;

/**
 * Logging in put together: the back ends, what slows guessing down, and the ways to log in over them.
 *
 * @param users   where users live; also who may get mail
 * @param methods for the protocols
 * @param apop    for POP3
 * @param work    where mechanisms compute
 */
record Logins(CredentialBackend users, LoginMethods methods, Apop apop, WorkQueue work) {

  private static final Duration PATIENCE = Duration.ofMillis(500);
  private static final Duration PAUSE = Duration.ofSeconds(10);
  private static final Duration FORGOTTEN = Duration.ofHours(1);
  private static final int HELD_BACK_PER_PAIR_MAX = 4;
  private static final int HELD_BACK_PER_ADDRESS_MAX = 100;
  private static final int THROTTLE_ENTRIES_MAX = 100_000;
  /** While one is checked, the next is there. */
  private static final int STRANGERS_PER_THREAD = 2;

  /** Fails with a {@link ToolFailure} if a setting cannot be used, or nobody could log in; then nothing stays open. */
  static Logins open(Settings settings, Vertx vertx) {
    AuthSettings auth = settings.auth();
    Timers timers = Timers.real();
    var limits = new BackendLimits(Duration.ofMillis(auth.backendTimeoutMs()), PATIENCE, PAUSE, auth.hashesWaitingMax());
    var users = new BackendChain(Backends.open(settings, vertx), limits, timers);
    var work = new WorkQueue("auth-sasl", auth.hashThreads(), auth.hashesWaitingMax());
    try {
      return over(users, work, settings, timers);
    } catch (RuntimeException unusable) {
      users.close();
      work.close();
      throw unusable;
    }
  }

  private static Logins over(CredentialBackend users, WorkQueue work, Settings settings, Timers timers) {
    AuthSettings auth = settings.auth();
    var logins = new LoginService(users, admins(auth.admins()), throttle(settings), timers);
    SaslSetup setup = new SaslParts(settings).setup(logins, users, work, names(auth));
    requireKnown(setup);
    var methods = LoginMethods.of(setup, CleartextPolicy.of(auth.cleartext()));
    if (!methods.isAny()) {
      throw new ToolFailure("auth.cleartext is \"" + auth.cleartext()
          + "\", but every way to log in sends the password: nobody could log in; expected tls, loopback or always");
    }
    return new Logins(users, methods, new ApopService(logins, users), work);
  }

  private static ThrottleLimits throttle(Settings settings) {
    AuthSettings auth = settings.auth();
    Duration first = Duration.ofMillis(auth.failureDelayMs());
    Duration most = Duration.ofMillis(Math.max(auth.failureDelayMs(), auth.failureDelayMaxMs()));
    return new ThrottleLimits(first, most, FORGOTTEN, HELD_BACK_PER_PAIR_MAX, HELD_BACK_PER_ADDRESS_MAX, THROTTLE_ENTRIES_MAX,
        STRANGERS_PER_THREAD * atATime(settings), auth.hashesWaitingMax());
  }

  /** Passwords that the back ends can check at a time. */
  private static int atATime(Settings settings) {
    return settings.auth().hashThreads() + settings.auth().backends().stream().mapToInt(backend -> switch (backend) {
      case "ldap" -> settings.ldap().connectionsMax();
      case "pam" -> settings.pam().threads();
      case "sql" -> settings.sql().connectionsMax();
      default -> 0;
    }).sum();
  }

  private static List<String> names(AuthSettings auth) {
    return auth.mechanisms().stream().map(name -> name.toUpperCase(Locale.ROOT)).toList();
  }

  private static void requireKnown(SaslSetup setup) {
    List<String> known = LoginMethods.names(setup);
    setup.names().stream().filter(name -> !known.contains(name)).findFirst().ifPresent(unknown -> {
      throw new ToolFailure("auth.mechanisms: \"" + unknown + "\" is not known; expected some of " + String.join(" ", known));
    });
  }

  private static Set<UserName> admins(List<String> names) {
    var admins = new HashSet<UserName>();
    for (String name : names) {
      admins.add(UserName.parse(name).orElseThrow(() -> new ToolFailure("auth.admins: \"" + name + "\" cannot be a user name")));
    }
    return admins;
  }

  /** Ends the threads of the back ends. */
  void close() {
    users.close();
    work.close();
  }
}
