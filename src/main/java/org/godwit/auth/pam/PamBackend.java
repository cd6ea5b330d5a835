package org.godwit.auth.pam;

import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import org.godwit.auth.Password;
import org.godwit.auth.UserName;
import org.godwit.auth.backend.BackendSetupException;
import org.godwit.auth.backend.Capability;
import org.godwit.auth.backend.CredentialBackend;
import org.godwit.auth.backend.Lookup;
import org.godwit.auth.backend.SecretKind;
import org.godwit.auth.backend.Verdict;
import org.godwit.auth.backend.WorkQueue;
import org.godwit.config.PamSettings;
import org.godwit.config.Settings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Users whom PAM checks: whether the password is right, and whether the account may be used. PAM wants to see the password, so it
 * serves PLAIN and LOGIN, and nothing that needs a secret. Its modules block threads of this back end's own.
 */
public final class PamBackend implements CredentialBackend {
  private static final Logger LOG = LoggerFactory.getLogger(PamBackend.class);

  private final Pam pam;
  private final Optional<SystemUsers> system;
  private final int uidMin;
  private final WorkQueue checks;

  /**
   * With the system's libpam. Starts no thread before the first login.
   *
   * @throws BackendSetupException if it cannot be used
   */
  public static PamBackend open(Settings settings) {
    PamSettings pam = settings.pam();
    if (!pam.service().matches("[A-Za-z0-9._-]{1,64}")) {
      throw new BackendSetupException("pam.service is \"" + pam.service() + "\", expected the name of a file in /etc/pam.d");
    }
    Optional<Path> directory = Optional.of(pam.directory()).filter(name -> !name.isEmpty()).map(settings.data().toAbsolutePath()::resolve);
    return new PamBackend(new LinuxPam(pam.service(), directory), new NameService(), pam, settings.auth().hashesWaitingMax());
  }

  PamBackend(Pam pam, SystemUsers system, PamSettings settings, int waitingMax) {
    this.pam = pam;
    this.system = Optional.of(system).filter(users -> settings.systemUsers());
    this.uidMin = settings.uidMin();
    this.checks = new WorkQueue("auth-pam", settings.threads(), waitingMax);
  }

  @Override
  public String name() {
    return "pam";
  }

  @Override
  public Set<Capability> capabilities() {
    return system.isPresent() ? EnumSet.of(Capability.PASSWORD, Capability.LOOKUP) : EnumSet.of(Capability.PASSWORD);
  }

  @Override
  public Uni<Verdict> verify(UserName user, Password password) {
    return checks.run(() -> check(user, password)).onFailure().recoverWithItem(fault -> new Verdict.Unavailable(reason(fault)));
  }

  @Override
  public Uni<Lookup> lookUp(UserName user, SecretKind wanted) {
    if (system.isEmpty()) {
      return Uni.createFrom().item(new Lookup.Unavailable("pam: with pam.systemUsers=false it is not known who its users are", true));
    }
    Uni<Lookup> lookup = checks.run(() -> isUser(user) ? new Lookup.Found(user, Optional.empty()) : new Lookup.NotFound());
    return lookup.onFailure().recoverWithItem(fault -> new Lookup.Unavailable(reason(fault)));
  }

  @Override
  public void close() {
    checks.close();
  }

  /** Without the system's users, everybody may be one: PAM has to tell. */
  private boolean isUser(UserName user) throws IOException {
    if (system.isEmpty()) {
      return true;
    }
    OptionalLong uid = system.get().uid(user.value());
    return uid.isPresent() && uid.getAsLong() >= uidMin;
  }

  private Verdict check(UserName user, Password password) throws IOException {
    if (!password.isUsable() || password.text().getBytes(StandardCharsets.UTF_8).length > LinuxPam.PASSWORD_BYTES_MAX || !isUser(user)) {
      return new Verdict.UnknownUser();
    }
    Pam.Answer answer = pam.check(user.value(), password.text());
    return switch (answer.code().meaning()) {
      case YES -> accepted(answer.user());
      case NO -> refused(user, answer);
      case NOBODY -> new Verdict.UnknownUser();
      case UNCLEAR -> unclear(user, answer);
    };
  }

  /** Modules may have changed the name; the new one has to be somebody who may log in, too. */
  private Verdict accepted(String name) throws IOException {
    Optional<UserName> user = UserName.parse(name);
    return user.isPresent() && isUser(user.get()) ? new Verdict.Accepted(user.get()) : new Verdict.Rejected();
  }

  /** PAM says "wrong" of unknown users too; only if the system knows the user, nobody else needs to be asked. */
  private Verdict refused(UserName user, Pam.Answer answer) {
    if (answer.code() != PamCode.AUTH_ERR) {
      LOG.info("PAM does not let {} in: {}", user, answer.text());
    }
    return system.isPresent() ? new Verdict.Rejected() : new Verdict.UnknownUser();
  }

  /** It may be the trouble of this user alone, so others are not kept from being checked; modules that hang are noticed by that. */
  private static Verdict unclear(UserName user, Pam.Answer answer) {
    LOG.warn("PAM cannot check {}: {} ({})", user, answer.text(), answer.code());
    return new Verdict.Unavailable("pam: " + answer.code() + ": " + answer.text(), true);
  }

  private static String reason(Throwable fault) {
    if (fault instanceof RejectedExecutionException) {
      return "pam: too many logins are waiting";
    }
    LOG.error("PAM could not be asked", fault);
    return fault instanceof IOException ? "pam: " + fault.getMessage() : "pam: internal error";
  }
}
