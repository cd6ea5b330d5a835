package org.godwit.auth;

import com.github.benmanes.caffeine.cache.Ticker;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.godwit.auth.PasswordHash.UnusableHash;
import org.godwit.config.AuthSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs in the users of a user file. One thread looks at the file and at the memory of verified passwords, others hash; the
 * queue before each is bounded, and who does not fit is told to come again.
 */
public final class UserFileAuthenticator implements Authenticator, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(UserFileAuthenticator.class);

  private final UserFile file;
  private final VerifiedPasswords verified;
  private final Decoys decoys = new Decoys();
  private final ThreadPoolExecutor lookups;
  private final ThreadPoolExecutor hashes;
  private UserTable reported;

  /** Starts no thread before the first login. */
  public UserFileAuthenticator(UserFile file, AuthSettings settings) {
    this(file, settings, Ticker.systemTicker());
  }

  UserFileAuthenticator(UserFile file, AuthSettings settings, Ticker clock) {
    this.file = file;
    this.verified = new VerifiedPasswords(Duration.ofSeconds(settings.cacheSeconds()), settings.cacheEntriesMax(), clock);
    this.lookups = pool("auth-lookup", 1, settings.hashesWaitingMax());
    this.hashes = pool("auth-hash", settings.hashThreads(), settings.hashesWaitingMax());
  }

  private static ThreadPoolExecutor pool(String name, int threads, int waitingMax) {
    return new ThreadPoolExecutor(threads, threads, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(waitingMax),
        Thread.ofPlatform().name(name + "-", 0).daemon().factory());
  }

  @Override
  public Uni<LoginResult> login(Login login) {
    return Uni.createFrom().deferred(() -> {
      Context caller = Vertx.currentContext();
      Uni<LoginResult> result = Uni.createFrom().emitter(emitter -> run(lookups, emitter, () -> lookUp(login, emitter)));
      return caller == null ? result : result.emitOn(task -> caller.runOnContext(ignored -> task.run()));
    });
  }

  /** Queued logins are dropped; for the end of the process. */
  @Override
  public void close() {
    lookups.shutdownNow();
    hashes.shutdownNow();
  }

  private static void run(ThreadPoolExecutor pool, UniEmitter<? super LoginResult> emitter, Runnable step) {
    try {
      pool.execute(() -> {
        try {
          step.run();
        } catch (RuntimeException fault) {
          LOG.error("A login could not be checked", fault);
          emitter.complete(new LoginResult.Unavailable("internal error"));
        }
      });
    } catch (RejectedExecutionException full) {
      emitter.complete(new LoginResult.Unavailable("too many logins are waiting"));
    }
  }

  private void lookUp(Login login, UniEmitter<? super LoginResult> emitter) {
    UserTable users;
    try {
      users = file.read();
      report(users);
    } catch (IOException failed) {
      LOG.error("The user file cannot be read: {}", failed.toString());
      emitter.complete(new LoginResult.Unavailable("the user file cannot be read"));
      return;
    }
    Optional<UserName> user = UserName.parse(login.user());
    Optional<String> hashText = user.flatMap(users::hashText);
    if (hashText.isPresent() && verified.contains(user.get(), login.password(), hashText.get())) {
      emitter.complete(accepted(login, user.get()));
    } else {
      String text = hashText.orElseGet(() -> decoys.hashText(login.user(), users));
      run(hashes, emitter, () -> emitter.complete(verify(login, hashText.isPresent() ? user.get() : null, text)));
    }
  }

  /** Hashes also when there is no such user: the time must not tell. */
  private LoginResult verify(Login login, UserName user, String hashText) {
    boolean right;
    try {
      right = PasswordHash.parse(hashText).matches(login.password());
    } catch (UnusableHash unusable) {
      right = false;
      if (user != null) {
        LOG.warn("The hash of user {} cannot be used: {}", user, unusable.getMessage());
      }
    }
    if (!right || user == null) {
      return new LoginResult.Rejected();
    }
    verified.add(user, login.password(), hashText);
    return accepted(login, user);
  }

  /** RFC 4616, 2: acting for another needs a permission, and nobody has it. */
  private static LoginResult accepted(Login login, UserName user) {
    boolean oneself = login.authorizationId().isEmpty() || UserName.parse(login.authorizationId()).equals(Optional.of(user));
    return oneself ? new LoginResult.Accepted(user) : new LoginResult.Rejected();
  }

  private void report(UserTable users) {
    if (users != reported) {
      users.problems().stream().limit(10).forEach(problem -> LOG.warn("{} {}", file.path(), problem));
      reported = users;
    }
  }
}
