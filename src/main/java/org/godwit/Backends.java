package org.godwit;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.godwit.auth.UserFile;
import org.godwit.auth.UserFileBackend;
import org.godwit.auth.backend.AccountsBackend;
import org.godwit.auth.backend.BackendSetupException;
import org.godwit.auth.backend.CramMd5File;
import org.godwit.auth.backend.CredentialBackend;
import org.godwit.auth.ldap.LdapBackend;
import org.godwit.auth.oauth2.OAuth2Setup;
import org.godwit.auth.pam.PamBackend;
import org.godwit.auth.sql.SqlBackend;
import org.godwit.config.Settings;
import org.godwit.mailbox.AccountDirectories;
import org.godwit.tool.ToolFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The back ends that {@code auth.backends} can name. */
final class Backends {

  private static final Logger LOG = LoggerFactory.getLogger(Backends.class);

  private Backends() {}

  /** Those that the settings name, in their order. Fails with a {@link ToolFailure} that names the key; then none stays open. */
  static List<CredentialBackend> open(Settings settings, Vertx vertx) {
    return open(settings.auth().backends(), name -> open(name, settings, vertx));
  }

  /** As above, each opened by its name. */
  static List<CredentialBackend> open(List<String> names, Function<String, CredentialBackend> opening) {
    var open = new ArrayList<CredentialBackend>();
    try {
      names.forEach(name -> open.add(opening.apply(name)));
      return List.copyOf(open);
    } catch (BackendSetupException unusable) {
      open.forEach(CredentialBackend::close);
      throw new ToolFailure(unusable.getMessage());
    } catch (RuntimeException fault) {
      open.forEach(CredentialBackend::close);
      throw fault;
    }
  }

  private static CredentialBackend open(String name, Settings settings, Vertx vertx) {
    return switch (name) {
      case "users" -> new UserFileBackend(name, new UserFile(settings.usersFile()), settings.auth());
      case "cramMd5" -> cramMd5(settings);
      case "htpasswd" -> new UserFileBackend(name, new UserFile(htpasswdFile(settings)), settings.auth());
      case "ldap" -> new LdapBackend(settings).probe();
      case "pam" -> PamBackend.open(settings);
      case "oauth2" -> OAuth2Setup.open(settings.oauth2(), settings.data(), vertx, settings.auth().hashesWaitingMax());
      case "sql" -> SqlBackend.open(settings.sql(), settings.auth(), settings.data());
      case "accounts" -> accounts(settings);
      default -> throw new BackendSetupException("auth.backends: \"" + name + "\" is not known; expected users, cramMd5, htpasswd, ldap, pam, oauth2, sql or accounts");
    };
  }

  private static CredentialBackend cramMd5(Settings settings) {
    try {
      return new CramMd5File(cramMd5File(settings), settings.auth().hashesWaitingMax());
    } catch (IOException unusable) {
      throw new BackendSetupException("auth.cramMd5File: " + unusable.getMessage());
    }
  }

  private static CredentialBackend accounts(Settings settings) {
    var directories = new AccountDirectories(settings.data());
    return new AccountsBackend(user -> Files.isDirectory(directories.of(user.value())), settings.auth().hashesWaitingMax());
  }

  private static Path cramMd5File(Settings settings) {
    String file = settings.auth().cramMd5File();
    if (file.isEmpty()) {
      throw new BackendSetupException("auth.backends names cramMd5, but auth.cramMd5File is empty; expected a file such as /etc/cram-md5.pwd");
    }
    Path path = settings.data().resolve(file);
    if (!Files.exists(path)) {
      LOG.warn("auth.cramMd5File: there is no {} yet, so cramMd5 knows no users", path);
    }
    return path;
  }

  private static Path htpasswdFile(Settings settings) {
    String name = settings.auth().htpasswdFile();
    if (name.isEmpty()) {
      throw new BackendSetupException("auth.backends names htpasswd, but auth.htpasswdFile is empty; expected a file such as /etc/apache2/htpasswd");
    }
    Path file = settings.data().resolve(name);
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw new BackendSetupException("auth.htpasswdFile: " + file + (Files.exists(file) ? " is not a file that may be read" : ": there is no such file"));
    }
    return file;
  }
}
