package org.godwit.auth.backend;

import io.smallrye.mutiny.Uni;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.godwit.auth.UserName;

/**
 * Whoever has an account in the store is a user: for mail that comes in, beside a back end that lets users in but cannot tell who
 * they are. Nobody logs in by it.
 */
public final class AccountsBackend implements CredentialBackend {
  private static final Set<Capability> LOOKUP = EnumSet.of(Capability.LOOKUP);

  private final Predicate<UserName> accounts;
  private final WorkQueue work;

  /**
   * @param accounts   whether there is an account of that name; may block
   * @param waitingMax questions that may wait
   */
  public AccountsBackend(Predicate<UserName> accounts, int waitingMax) {
    this.accounts = accounts;
    this.work = new WorkQueue("auth-accounts", 1, waitingMax);
  }

  @Override
  public String name() {
    return "accounts";
  }

  @Override
  public boolean isLocal() {
    return true;
  }

  @Override
  public Set<Capability> capabilities() {
    return LOOKUP;
  }

  @Override
  public Uni<Lookup> lookUp(UserName user, SecretKind wanted) {
    Uni<Lookup> lookup = work.run(() -> accounts.test(user) ? new Lookup.Found(user, Optional.empty()) : new Lookup.NotFound());
    return lookup.onFailure().recoverWithItem(full -> new Lookup.Unavailable("too many questions are waiting"));
  }

  @Override
  public void close() {
    work.close();
  }
}
