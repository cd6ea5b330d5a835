package org.godwit.auth.sql;

import com.github.benmanes.caffeine.cache.Ticker;
import io.smallrye.mutiny.Uni;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.godwit.auth.Password;
import org.godwit.auth.StoredPasswords;
import org.godwit.auth.UserName;
import org.godwit.auth.backend.Capability;
import org.godwit.auth.backend.CredentialBackend;
import org.godwit.auth.backend.Lookup;
import org.godwit.auth.backend.SecretKind;
import org.godwit.auth.backend.Verdict;
import org.godwit.config.AuthSettings;
import org.godwit.config.SqlSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Users in a PostgreSQL database. A row is a user, its first column an entry as in the user file; NULL is a user without a
 * password, who gets mail but cannot log in. Where the database cannot answer, or has several rows for one user, nobody is told
 * that a password is wrong.
 */
public final class SqlBackend implements CredentialBackend {
  private static final Logger LOG = LoggerFactory.getLogger(SqlBackend.class);
  private static final Set<Capability> ANY = EnumSet.of(Capability.PASSWORD, Capability.LOOKUP, Capability.CLEAR_PASSWORD,
      Capability.SCRAM_SHA_1, Capability.SCRAM_SHA_256);

  /** SQLSTATE class 22, data exception: what the query does with this user's name or row does not work. */
  private static final String DATA_EXCEPTION = "22";

  private final SqlDatabase database;
  private final SqlQuery passwordQuery;
  private final SqlQuery userQuery;
  private final Set<Capability> capabilities;
  private final StoredPasswords passwords;
  private final SeenEntries seen = new SeenEntries();
  private final AtomicReference<String> trouble = new AtomicReference<>("");
  private volatile boolean closed;

  private SqlBackend(SqlDatabase database, SqlQuery passwordQuery, SqlQuery userQuery, Set<Capability> capabilities,
      StoredPasswords passwords) {
    this.database = database;
    this.passwordQuery = passwordQuery;
    this.userQuery = userQuery;
    this.capabilities = capabilities;
    this.passwords = passwords;
  }

  /**
   * Checks the settings, and begins to ask the database for nobody, so that the log says early whether it can be reached; does not
   * wait for that.
   *
   * @param data where relative paths begin
   */
  public static SqlBackend open(SqlSettings settings, AuthSettings auth, Path data) {
    SqlQuery passwordQuery = SqlQuery.parse("sql.passwordQuery", settings.passwordQuery());
    SqlQuery userQuery = settings.userQuery().isEmpty() ? passwordQuery : SqlQuery.parse("sql.userQuery", settings.userQuery());
    SqlConnecting connecting = SqlConnecting.of(settings, data);
    var database = new SqlDatabase(connecting, settings.timeoutMs(), settings.connectionsMax(), auth.hashesWaitingMax());
    var backend = new SqlBackend(database, passwordQuery, userQuery, capabilities(settings.storedAs()),
        new StoredPasswords(auth, Ticker.systemTicker()));
    backend.tryOut();
    return backend;
  }

  private static Set<Capability> capabilities(String storedAs) {
    return switch (storedAs) {
      case "PLAIN" -> ANY;
      case "SCRAM-SHA-256" -> EnumSet.of(Capability.PASSWORD, Capability.LOOKUP, Capability.SCRAM_SHA_256);
      case "SCRAM-SHA-1" -> EnumSet.of(Capability.PASSWORD, Capability.LOOKUP, Capability.SCRAM_SHA_1);
      default -> EnumSet.of(Capability.PASSWORD, Capability.LOOKUP);
    };
  }

  private void tryOut() {
    UserName nobody = new UserName("nobody@localhost");
    Uni.combine().all().unis(watched(database.tryOut(passwordQuery, nobody)), watched(database.tryOut(userQuery, nobody)))
        .discardItems().subscribe().with(
        answered -> LOG.info("The back end sql reaches {}", database), fault -> LOG.debug("The back end sql cannot be used yet", fault));
  }

  @Override
  public String name() {
    return "sql";
  }

  @Override
  public Set<Capability> capabilities() {
    return Set.copyOf(capabilities);
  }

  @Override
  public Set<Capability> partialCapabilities() {
    return Set.copyOf(ANY);
  }

  @Override
  public Uni<Verdict> verify(UserName user, Password password) {
    Uni<Verdict> verdict = ask(passwordQuery, user).chain(rows -> judge(user, password, rows));
    return verdict.onFailure().invoke(SqlBackend::warn)
        .onFailure().recoverWithItem(fault -> new Verdict.Unavailable(reason(fault), isOfOneUser(fault)));
  }

  private Uni<Verdict> judge(UserName user, Password password, List<Row> rows) {
    if (rows.isEmpty()) {
      return passwords.verify(user, password, Optional.empty(), () -> seen.decoy(user));
    }
    Optional<String> entry = entry(user, rows);
    entry.ifPresent(text -> seen.add(user, text));
    Uni<Verdict> verdict = passwords.verify(user, password, entry, () -> seen.decoy(user));
    return verdict.map(answer -> answer instanceof Verdict.UnknownUser ? new Verdict.Rejected() : answer);
  }

  @Override
  public Uni<Lookup> lookUp(UserName user, SecretKind wanted) {
    Uni<Lookup> lookup = wanted == SecretKind.NONE ? ask(userQuery, user).map(rows -> exists(user, rows))
        : ask(passwordQuery, user).map(rows -> secret(user, rows, wanted));
    return lookup.onFailure().invoke(SqlBackend::warn)
        .onFailure().recoverWithItem(fault -> new Lookup.Unavailable(reason(fault), isOfOneUser(fault)));
  }

  private static Lookup exists(UserName user, List<Row> rows) {
    return rows.isEmpty() ? new Lookup.NotFound() : new Lookup.Found(user, Optional.empty());
  }

  private static Lookup secret(UserName user, List<Row> rows, SecretKind wanted) {
    return rows.isEmpty() ? new Lookup.NotFound()
        : new Lookup.Found(user, entry(user, rows).flatMap(text -> StoredPasswords.secret(user, text, wanted)));
  }

  /** The entry of the one row there is; empty if it is NULL. */
  private static Optional<String> entry(UserName user, List<Row> rows) {
    if (rows.size() > 1) {
      throw new UnusableRow("more than one row for user " + user);
    }
    Row row = rows.getFirst();
    Object value = row.size() == 0 ? "" : row.getValue(0);
    if (value != null && !(value instanceof String)) {
      throw new UnusableRow("the first column is not text but " + value.getClass().getSimpleName());
    }
    return Optional.ofNullable((String) value).map(String::strip);
  }

  /** The query works, but not for this user. */
  private static final class UnusableRow extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnusableRow(String reason) {
      super("sql.passwordQuery yields " + reason);
    }
  }

  private static boolean isOfOneUser(Throwable fault) {
    return fault instanceof UnusableRow
        || fault instanceof PgException refused && refused.getSqlState() != null && refused.getSqlState().startsWith(DATA_EXCEPTION);
  }

  private Uni<List<Row>> ask(SqlQuery query, UserName user) {
    return watched(database.ask(query, user));
  }

  /** The same answer; the log says when the database begins and ceases to be in trouble. */
  private Uni<List<Row>> watched(Uni<List<Row>> answer) {
    return answer.onItem().invoke(rows -> well()).onFailure(fault -> !isOfOneUser(fault)).invoke(this::unwell);
  }

  private void well() {
    if (!trouble.getAndSet("").isEmpty()) {
      LOG.info("{} answers again", database);
    }
  }

  private void unwell(Throwable fault) {
    String reason = reason(fault);
    if (!trouble.getAndSet(reason).equals(reason) && !closed) {
      LOG.error("{}: {}", database, reason);
    }
  }

  /** What is wrong with one user's data is for the administrator to see to. */
  private static void warn(Throwable fault) {
    if (isOfOneUser(fault)) {
      LOG.warn("{}", reason(fault));
    }
  }

  private static String reason(Throwable fault) {
    String text = fault.getMessage() == null ? fault.getClass().getSimpleName() : fault.getMessage();
    return text.replaceAll("\\p{Cntrl}+", " ");
  }

  @Override
  public void close() {
    closed = true;
    database.close();
    passwords.close();
  }
}
