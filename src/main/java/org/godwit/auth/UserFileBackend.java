package org.godwit.auth;

import com.github.benmanes.caffeine.cache.Ticker;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import org.godwit.auth.backend.Capability;
import org.godwit.auth.backend.CredentialBackend;
import org.godwit.auth.backend.Lookup;
import org.godwit.auth.backend.SecretKind;
import org.godwit.auth.backend.Verdict;
import org.godwit.auth.backend.WorkQueue;
import org.godwit.config.AuthSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The users of a user file, or of an htpasswd file, which has the same form. One thread looks at the file and at the memory of
 * verified passwords, others hash; the queue before each is bounded, and who does not fit is told to come again.
 */
public final class UserFileBackend implements CredentialBackend {
  private static final Logger LOG = LoggerFactory.getLogger(UserFileBackend.class);
  private static final Set<Capability> ALWAYS = EnumSet.of(Capability.PASSWORD, Capability.LOOKUP);

  /** How old knowledge of what the file can serve may be. */
  private static final Duration ABILITIES_AGE_MAX = Duration.ofSeconds(1);

  private final UserFile file;
  private final String name;
  private final StoredPasswords passwords;
  private final Decoys decoys = new Decoys();
  private final WorkQueue lookups;
  private final Ticker clock;
  private UserTable reported;
  private volatile Abilities abilities = new Abilities(ALWAYS, ALWAYS);
  private volatile long abilitiesNanos;

  private record Abilities(Set<Capability> ofAll, Set<Capability> ofSome) {}

  /** What to compare the password with: the user's entry, or a decoy if there is no such user. */
  private record Candidate(Optional<String> entry, String decoy) {}

  /**
   * Reads the file once, to know what it can serve; starts no thread before the first login.
   *
   * @param name its name among the back ends
   */
  public UserFileBackend(String name, UserFile file, AuthSettings settings) {
    this(name, file, settings, Ticker.systemTicker());
  }

  UserFileBackend(String name, UserFile file, AuthSettings settings, Ticker clock) {
    this.name = name;
    this.file = file;
    this.clock = clock;
    this.passwords = new StoredPasswords(settings, clock);
    this.lookups = new WorkQueue("auth-lookup", 1, settings.hashesWaitingMax());
    try {
      read();
    } catch (IOException failed) {
      LOG.error("The file of back end {} cannot be read: {}", name, failed.toString());
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean isLocal() {
    return true;
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
    Uni<Verdict> verdict = lookups.run(() -> candidate(user))
        .chain(candidate -> passwords.verify(user, password, candidate.entry(), candidate::decoy));
    return verdict.onFailure().recoverWithItem(fault -> new Verdict.Unavailable(reason(fault)));
  }

  @Override
  public Uni<Lookup> lookUp(UserName user, SecretKind wanted) {
    Uni<Lookup> lookup = lookups.run(() -> read().hashText(user).<Lookup>map(
        entry -> new Lookup.Found(user, StoredPasswords.secret(user, entry, wanted))).orElseGet(Lookup.NotFound::new));
    return lookup.onFailure().recoverWithItem(fault -> new Lookup.Unavailable(reason(fault)));
  }

  @Override
  public void close() {
    lookups.close();
    passwords.close();
  }

  private String reason(Throwable fault) {
    if (fault instanceof RejectedExecutionException) {
      return "too many logins are waiting";
    }
    if (fault instanceof IOException) {
      LOG.error("The file of back end {} cannot be read: {}", name, fault.toString());
      return "the user file cannot be read";
    }
    LOG.error("A login could not be checked", fault);
    return "internal error";
  }

  private Candidate candidate(UserName user) throws IOException {
    UserTable users = read();
    Optional<String> entry = users.hashText(user);
    return new Candidate(entry, entry.orElseGet(() -> decoys.hashText(user.value(), users)));
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
      lookups.run(this::read).subscribe().with(users -> { }, fault -> LOG.debug("{} cannot be read: {}", file.path(), fault.toString()));
    }
  }
}
