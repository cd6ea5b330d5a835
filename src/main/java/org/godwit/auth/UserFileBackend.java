package org.godwit.auth;

import com.github.benmanes.caffeine.cache.Ticker;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import org.godwit.auth.PasswordHash.UnusableHash;
import org.godwit.auth.backend.Capability;
import org.godwit.auth.backend.CredentialBackend;
import org.godwit.auth.backend.Lookup;
import org.godwit.auth.backend.Secret;
import org.godwit.auth.backend.SecretKind;
import org.godwit.auth.backend.Verdict;
import org.godwit.auth.backend.WorkQueue;
import org.godwit.config.AuthSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The users of a user file. One thread looks at the file and at the memory of verified passwords, others hash; the queue before
 * each is bounded, and who does not fit is told to come again.
 */
public final class UserFileBackend implements CredentialBackend {
  private static final Logger LOG = LoggerFactory.getLogger(UserFileBackend.class);
  private static final Set<Capability> ALWAYS = EnumSet.of(Capability.PASSWORD, Capability.LOOKUP);

  /** How old knowledge of what the file can serve may be. */
  private static final Duration ABILITIES_AGE_MAX = Duration.ofSeconds(1);

  private final UserFile file;
  private final VerifiedPasswords verified;
  private final Decoys decoys = new Decoys();
  private final WorkQueue lookups;
  private final WorkQueue hashes;
  private final Ticker clock;
  private UserTable reported;
  private volatile Abilities abilities = new Abilities(ALWAYS, ALWAYS);
  private volatile long abilitiesNanos;

  private record Abilities(Set<Capability> ofAll, Set<Capability> ofSome) {}

  /** The password belongs to the user, or it has to be hashed to know. */
  private record Candidate(Optional<UserName> user, String hashText, boolean known) {}

  /** Reads the file once, to know what it can serve; starts no thread before the first login. */
  public UserFileBackend(UserFile file, AuthSettings settings) {
    this(file, settings, Ticker.systemTicker());
  }

  UserFileBackend(UserFile file, AuthSettings settings, Ticker clock) {
    this.file = file;
    this.clock = clock;
    this.verified = new VerifiedPasswords(Duration.ofSeconds(settings.cacheSeconds()), settings.cacheEntriesMax(), clock);
    this.lookups = new WorkQueue("auth-lookup", 1, settings.hashesWaitingMax());
    this.hashes = new WorkQueue("auth-hash", settings.hashThreads(), settings.hashesWaitingMax());
    try {
      read();
    } catch (IOException failed) {
      LOG.error("The user file cannot be read: {}", failed.toString());
    }
  }

  @Override
  public String name() {
    return "users";
  }

  @Override
  public Set<Capability> capabilities() {
    refresh();
    return abilities.ofAll();
  }

  @Override
  public Set<Capability> partialCapabilities() {
    refresh();
    return abilities.ofSome();
  }

  @Override
  public Uni<Verdict> verify(UserName user, Password password) {
    Uni<Verdict> verdict = lookups.run(() -> candidate(user, password)).chain(candidate -> candidate.known()
        ? Uni.createFrom().item(new Verdict.Accepted(user)) : hashes.run(() -> hash(user, candidate, password)));
    return verdict.onFailure().recoverWithItem(fault -> new Verdict.Unavailable(reason(fault)));
  }

  @Override
  public Uni<Lookup> lookUp(UserName user, SecretKind wanted) {
    Uni<Lookup> lookup = lookups.run(() -> read().hashText(user).<Lookup>map(
        entry -> new Lookup.Found(user, secret(user, entry, wanted))).orElseGet(Lookup.NotFound::new));
    return lookup.onFailure().recoverWithItem(fault -> new Lookup.Unavailable(reason(fault)));
  }

  @Override
  public void close() {
    lookups.close();
    hashes.close();
  }

  private static String reason(Throwable fault) {
    if (fault instanceof RejectedExecutionException) {
      return "too many logins are waiting";
    }
    if (fault instanceof IOException) {
      LOG.error("The user file cannot be read: {}", fault.toString());
      return "the user file cannot be read";
    }
    LOG.error("A login could not be checked", fault);
    return "internal error";
  }

  private Candidate candidate(UserName user, Password password) throws IOException {
    UserTable users = read();
    Optional<String> hashText = users.hashText(user);
    if (hashText.isPresent() && verified.contains(user, password, hashText.get())) {
      return new Candidate(Optional.of(user), hashText.get(), true);
    }
    return new Candidate(hashText.map(text -> user), hashText.orElseGet(() -> decoys.hashText(user.value(), users)), false);
  }

  /** Hashes also when there is no such user: the time must not tell. */
  private Verdict hash(UserName user, Candidate candidate, Password password) {
    boolean right;
    try {
      right = PasswordHash.parse(candidate.hashText()).matches(password);
    } catch (UnusableHash unusable) {
      right = false;
      candidate.user().ifPresent(known -> LOG.warn("The hash of user {} cannot be used: {}", known, unusable.getMessage()));
    }
    if (candidate.user().isEmpty()) {
      return new Verdict.UnknownUser();
    }
    if (!right) {
      return new Verdict.Rejected();
    }
    verified.add(user, password, candidate.hashText());
    return new Verdict.Accepted(user);
  }

  private static Optional<Secret> secret(UserName user, String entry, SecretKind wanted) {
    try {
      return StoredSecrets.secret(entry, wanted);
    } catch (UnusableHash unusable) {
      LOG.warn("The hash of user {} cannot be used: {}", user, unusable.getMessage());
      return Optional.empty();
    }
  }

  private UserTable read() throws IOException {
    UserTable users = file.read();
    if (users != reported) {
      users.problems().stream().limit(10).forEach(problem -> LOG.warn("{} {}", file.path(), problem));
      abilities = abilities(users);
      reported = users;
    }
    abilitiesNanos = clock.read();
    return users;
  }

  private static Abilities abilities(UserTable users) {
    var all = users.size() == 0 ? EnumSet.noneOf(Capability.class) : EnumSet.allOf(Capability.class);
    var some = EnumSet.noneOf(Capability.class);
    users.entries().map(StoredSecrets::kinds).forEach(kinds -> {
      all.retainAll(kinds);
      some.addAll(kinds);
    });
    all.addAll(ALWAYS);
    some.addAll(ALWAYS);
    return new Abilities(all, some);
  }

  /** Sees to it, off this thread, that a changed file is noticed before the next login too. */
  private void refresh() {
    if (clock.read() - abilitiesNanos > ABILITIES_AGE_MAX.toNanos()) {
      abilitiesNanos = clock.read();
      lookups.run(this::read).subscribe().with(users -> { }, fault -> LOG.debug("The user file cannot be read: {}", fault.toString()));
    }
  }
}
