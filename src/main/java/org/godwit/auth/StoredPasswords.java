package org.godwit.auth;

import com.github.benmanes.caffeine.cache.Ticker;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.godwit.auth.PasswordHash.UnusableHash;
import org.godwit.auth.backend.Secret;
import org.godwit.auth.backend.SecretKind;
import org.godwit.auth.backend.Verdict;
import org.godwit.auth.backend.WorkQueue;
import org.godwit.config.AuthSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares passwords with entries {@code {SCHEME}hash}, wherever a back end has them from: on threads that only hash, behind a
 * bounded queue, with a short memory of what was right. Safe from any thread.
 */
public final class StoredPasswords implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StoredPasswords.class);

  private final VerifiedPasswords verified;
  private final WorkQueue hashes;

  /** Starts no thread before the first comparison. */
  public StoredPasswords(AuthSettings settings, Ticker clock) {
    this.verified = new VerifiedPasswords(Duration.ofSeconds(settings.cacheSeconds()), settings.cacheEntriesMax(), clock);
    this.hashes = new WorkQueue("auth-hash", settings.hashThreads(), settings.hashesWaitingMax());
  }

  /**
   * Whether the password is the one of the entry. Hashes also when there is none: the time must not tell. Emits on the caller's
   * thread if it knows, else on one that hashes; never fails.
   *
   * @param entry what is stored for the user; empty if there is no such user
   * @param decoy an entry to hash against when there is none; called on a hashing thread
   */
  public Uni<Verdict> verify(UserName user, Password password, Optional<String> entry, Supplier<String> decoy) {
    if (entry.isPresent() && verified.contains(user, password, entry.get())) {
      return Uni.createFrom().item(new Verdict.Accepted(user));
    }
    Uni<Verdict> verdict = hashes.run(() -> entry.isPresent() ? compare(user, password, entry.get()) : pretend(password, decoy.get()));
    return verdict.onFailure().recoverWithItem(fault -> new Verdict.Unavailable(reason(fault)));
  }

  private Verdict compare(UserName user, Password password, String entry) {
    try {
      if (PasswordHash.parse(entry).matches(password)) {
        verified.add(user, password, entry);
        return new Verdict.Accepted(user);
      }
    } catch (UnusableHash unusable) {
      LOG.warn("The hash of user {} cannot be used: {}", user, unusable.getMessage());
    }
    return new Verdict.Rejected();
  }

  private static Verdict pretend(Password password, String decoy) {
    try {
      PasswordHash.parse(decoy).matches(password);
    } catch (UnusableHash takesNoTime) {
      LOG.debug("A hash that stands in for nobody's cannot be used");
    }
    return new Verdict.UnknownUser();
  }

  /** The secret of a kind that an entry holds, if it does. Does not hash. */
  public static Optional<Secret> secret(UserName user, String entry, SecretKind wanted) {
    try {
      return StoredSecrets.secret(entry, wanted);
    } catch (UnusableHash unusable) {
      LOG.warn("The hash of user {} cannot be used: {}", user, unusable.getMessage());
      return Optional.empty();
    }
  }

  private static String reason(Throwable fault) {
    if (fault instanceof RejectedExecutionException) {
      return "too many logins are waiting";
    }
    LOG.error("A login could not be checked", fault);
    return "internal error";
  }

  /** Ends the threads. */
  @Override
  public void close() {
    hashes.close();
  }
}
