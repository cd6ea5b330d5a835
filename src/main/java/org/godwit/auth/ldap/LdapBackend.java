package org.godwit.auth.ldap;

import com.unboundid.ldap.sdk.LDAPException;
import io.smallrye.mutiny.Uni;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.godwit.auth.Password;
import org.godwit.auth.UserName;
import org.godwit.auth.backend.BackendSetupException;
import org.godwit.auth.backend.Capability;
import org.godwit.auth.backend.CredentialBackend;
import org.godwit.auth.backend.Lookup;
import org.godwit.auth.backend.SecretKind;
import org.godwit.auth.backend.Verdict;
import org.godwit.auth.backend.WorkQueue;
import org.godwit.config.Settings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Users in an LDAP directory, which checks their passwords itself: a simple bind as the user's entry. So it serves PLAIN and LOGIN, and
 * nothing that needs a secret. Questions to the servers block threads of this back end's own.
 */
public final class LdapBackend implements CredentialBackend {
  private static final Logger LOG = LoggerFactory.getLogger(LdapBackend.class);

  private final Directory directory;
  private final LdapUsers users;
  private final WorkQueue questions;
  private final AtomicBoolean troubled = new AtomicBoolean();

  /**
   * Starts no thread and connects to nobody before the first question, or {@link #probe}.
   *
   * @throws BackendSetupException if a setting cannot be used
   */
  public LdapBackend(Settings settings) {
    var ldap = settings.ldap();
    if (ldap.userDn().isEmpty() == ldap.searchBase().isEmpty()) {
      throw new BackendSetupException("auth.backends names ldap; expected either ldap.userDn or ldap.searchBase");
    }
    if (!ldap.userDn().isEmpty() && !(ldap.bindDn() + ldap.userAttribute()).isEmpty()) {
      throw new BackendSetupException("ldap.userDn is set; expected ldap.searchBase instead, or neither ldap.bindDn nor ldap.userAttribute");
    }
    String defaultDomain = settings.mail().defaultDomain();
    Path data = settings.data();
    this.directory = new Directory(ldap, data);
    this.users = ldap.userDn().isEmpty() ? new SearchedUsers(directory, ldap, defaultDomain)
        : new BoundUsers(BindName.of("ldap.userDn", ldap.userDn(), defaultDomain));
    this.questions = new WorkQueue("auth-ldap", ldap.connectionsMax(), settings.auth().hashesWaitingMax());
  }

  /** Finds out, later and on a thread of its own, whether the servers can be used at all; the log tells if not. */
  public LdapBackend probe() {
    questions.run(this::connect).subscribe().with(done -> { }, fault -> LOG.debug("LDAP could not be probed", fault));
    return this;
  }

  private Path connect() {
    try {
      directory.probe(users.isLookedUp());
    } catch (LDAPException failed) {
      report(failed);
    }
    return null;
  }

  @Override
  public String name() {
    return "ldap";
  }

  @Override
  public Set<Capability> capabilities() {
    return users.isLookedUp() ? EnumSet.of(Capability.PASSWORD, Capability.LOOKUP) : EnumSet.of(Capability.PASSWORD);
  }

  @Override
  public Uni<Verdict> verify(UserName user, Password password) {
    return questions.run(() -> check(user, password)).onFailure().recoverWithItem(fault -> new Verdict.Unavailable(reason(fault)));
  }

  @Override
  public Uni<Lookup> lookUp(UserName user, SecretKind wanted) {
    if (!users.isLookedUp()) {
      return Uni.createFrom().item(new Lookup.Unavailable("ldap: without ldap.searchBase it is not known who its users are", true));
    }
    return questions.run(() -> lookUp(user)).onFailure().recoverWithItem(fault -> new Lookup.Unavailable(reason(fault)));
  }

  @Override
  public void close() {
    questions.close();
    directory.close();
  }

  private Verdict check(UserName user, Password password) throws LDAPException {
    if (!password.isUsable()) {
      return new Verdict.UnknownUser();
    }
    Verdict verdict = switch (users.find(user)) {
      case LdapUsers.Found.Nobody nobody -> new Verdict.UnknownUser();
      case LdapUsers.Found.Unclear unclear -> new Verdict.Unavailable(told(unclear), true);
      case LdapUsers.Found.Entry entry -> switch (directory.bind(entry.bindName(), password)) {
        case RIGHT -> new Verdict.Accepted(entry.account());
        case WRONG -> users.isLookedUp() ? new Verdict.Rejected() : new Verdict.UnknownUser();
        case NO_ENTRY -> new Verdict.UnknownUser();
      };
    };
    answered();
    return verdict;
  }

  private Lookup lookUp(UserName user) throws LDAPException {
    Lookup lookup = switch (users.find(user)) {
      case LdapUsers.Found.Nobody nobody -> new Lookup.NotFound();
      case LdapUsers.Found.Unclear unclear -> new Lookup.Unavailable(told(unclear), true);
      case LdapUsers.Found.Entry entry -> new Lookup.Found(entry.account(), Optional.empty());
    };
    answered();
    return lookup;
  }

  private static String told(LdapUsers.Found.Unclear unclear) {
    LOG.error("LDAP: {}", unclear.problem());
    return "ldap: " + unclear.problem();
  }

  private void answered() {
    if (troubled.compareAndSet(true, false)) {
      LOG.info("LDAP answers again");
    }
  }

  private String reason(Throwable fault) {
    if (fault instanceof RejectedExecutionException) {
      return "ldap: too many logins are waiting";
    }
    if (fault instanceof LDAPException failed) {
      return report(failed);
    }
    LOG.error("LDAP could not be asked", fault);
    return "ldap: internal error";
  }

  /** The first of a row of failures is told in the log of the server; each has its line in the log of logins. */
  private String report(LDAPException failed) {
    String problem = failed.getResultCode().getName() + ": " + failed.getMessage().replaceFirst(", ldapSDKVersion=.*", "");
    if (troubled.compareAndSet(false, true)) {
      LOG.warn("LDAP cannot be asked: {}", problem);
    }
    return "ldap: " + problem;
  }
}
