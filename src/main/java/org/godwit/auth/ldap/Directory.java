package org.godwit.auth.ldap;

import com.unboundid.ldap.sdk.BindRequest;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPBindException;
import com.unboundid.ldap.sdk.LDAPConnectionPool;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPSearchException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.godwit.auth.Password;
import org.godwit.auth.backend.BackendSetupException;
import org.godwit.config.LdapSettings;

/**
 * Asks the LDAP servers. Blocks, for at most a few times the configured time-outs; safe from any thread.
 *
 * <p>Two pools of connections: those that search are bound once, those that check passwords are bound anew for every user. A
 * connection that turns out to be dead is replaced, and the question asked again, so that servers may come and go.
 */
final class Directory implements AutoCloseable {
  /** One would do; with two it is noticed that a name means several entries. */
  private static final int ENTRIES_MAX = 2;

  private final LDAPConnectionPool searching;
  private final LDAPConnectionPool binding;
  private final int answerTimeoutMs;

  /**
   * Connects to nobody yet.
   *
   * @param data the data directory
   * @throws BackendSetupException if a setting cannot be used
   */
  Directory(LdapSettings settings, Path data) {
    var servers = new Servers(settings, data);
    this.answerTimeoutMs = settings.answerTimeoutMs();
    this.searching = pool("search", servers, service(settings, data), settings.connectionsMax());
    this.binding = pool("bind", servers, null, settings.connectionsMax());
  }

  private static BindRequest service(LdapSettings settings, Path data) {
    if (settings.bindDn().isEmpty()) {
      return null;
    }
    if (settings.bindPassword().isEmpty() == settings.bindPasswordFile().isEmpty()) {
      throw new BackendSetupException("ldap.bindDn is set; expected either ldap.bindPassword or ldap.bindPasswordFile as well");
    }
    return settings.bindPasswordFile().isEmpty() ? new SimpleBindRequest(settings.bindDn(), settings.bindPassword())
        : new SimpleBindRequest(settings.bindDn(), new ServicePassword(passwordFile(data.resolve(settings.bindPasswordFile()))));
  }

  /** It may come and go later; at the start it is more likely that its name is wrong. */
  private static Path passwordFile(Path file) {
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw new BackendSetupException("ldap.bindPasswordFile: " + file + (Files.exists(file) ? " is not a file that may be read" : ": there is no such file"));
    }
    return file;
  }

  private static LDAPConnectionPool pool(String name, Servers servers, BindRequest service, int connectionsMax) {
    try {
      var pool = new LDAPConnectionPool(servers.connections(service), service, 0, connectionsMax, 1, null, false);
      pool.setConnectionPoolName("auth-ldap-" + name);
      pool.setCreateIfNecessary(true);
      pool.setRetryFailedOperationsDueToInvalidConnections(true);
      return pool;
    } catch (LDAPException impossible) {
      throw new IllegalStateException("a pool that begins without connections", impossible);
    }
  }

  /**
   * Searches.
   *
   * @param attributes of each entry that are wanted
   * @return at most two
   * @throws LDAPException if it is not known what there is; {@link ResultCode#NO_SUCH_OBJECT} if there is no such base
   */
  List<SearchResultEntry> search(DN base, SearchScope scope, Filter filter, String... attributes) throws LDAPException {
    var request = new SearchRequest(base.toString(), scope, filter, attributes.length == 0 ? new String[] {SearchRequest.NO_ATTRIBUTES} : attributes);
    request.setSizeLimit(ENTRIES_MAX);
    request.setTimeLimitSeconds(Math.max(1, Math.toIntExact(TimeUnit.MILLISECONDS.toSeconds(answerTimeoutMs))));
    try {
      return searching.search(request).getSearchEntries();
    } catch (LDAPSearchException incomplete) {
      if (incomplete.getResultCode().equals(ResultCode.SIZE_LIMIT_EXCEEDED) && incomplete.getEntryCount() == ENTRIES_MAX) {
        return incomplete.getSearchEntries();
      }
      throw incomplete;
    }
  }

  /** What a server says to a name and a password. */
  enum BindAnswer {
    /** The password is right. */
    RIGHT,
    /** It is not, or may not be used. */
    WRONG,
    /** There is no such entry, as far as the server tells. */
    NO_ENTRY
  }

  /**
   * Whether the password is right.
   *
   * @param password not empty: a bind without a password succeeds for everybody (RFC 4513, 5.1.2)
   * @throws LDAPException if no server could tell
   */
  BindAnswer bind(String name, Password password) throws LDAPException {
    if (!password.isUsable()) {
      return BindAnswer.WRONG;
    }
    try {
      binding.bind(new SimpleBindRequest(name, password.text()));
      return BindAnswer.RIGHT;
    } catch (LDAPBindException refused) {
      return answer(refused);
    }
  }

  /**
   * Besides a wrong password servers also refuse locked and expired accounts: RFC 4511 has no code for them, so they say
   * unwillingToPerform (389 Directory Server), constraintViolation or insufficientAccessRights.
   */
  private static BindAnswer answer(LDAPBindException refused) throws LDAPBindException {
    return switch (refused.getResultCode().intValue()) {
      case ResultCode.INVALID_CREDENTIALS_INT_VALUE, ResultCode.INAPPROPRIATE_AUTHENTICATION_INT_VALUE,
          ResultCode.UNWILLING_TO_PERFORM_INT_VALUE, ResultCode.CONSTRAINT_VIOLATION_INT_VALUE,
          ResultCode.INSUFFICIENT_ACCESS_RIGHTS_INT_VALUE -> BindAnswer.WRONG;
      case ResultCode.NO_SUCH_OBJECT_INT_VALUE, ResultCode.INVALID_DN_SYNTAX_INT_VALUE -> BindAnswer.NO_ENTRY;
      default -> throw refused;
    };
  }

  /** Connects once as whoever searches, to see whether that works. */
  void probe(boolean searches) throws LDAPException {
    LDAPConnectionPool pool = searches ? searching : binding;
    pool.releaseConnection(pool.getConnection());
  }

  /** The scope that a setting names. */
  static SearchScope scope(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "base" -> SearchScope.BASE;
      case "one" -> SearchScope.ONE;
      default -> SearchScope.SUB;
    };
  }

  @Override
  public void close() {
    searching.close();
    binding.close();
  }
}
