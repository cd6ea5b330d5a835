package org.godwit.auth.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.godwit.auth.Password;
import org.godwit.auth.UserName;
import org.godwit.auth.backend.BackendSetupException;
import org.godwit.auth.backend.Lookup;
import org.godwit.auth.backend.SecretKind;
import org.godwit.auth.backend.Verdict;
import org.godwit.tls.TestTls;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A database that is slow, dead, or in trouble: nobody's password is wrong for that, and all is well when the database is. */
class SqlTroubleTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final String SHORT_MS = "700";
  private static final Verdict ACCEPTED = new Verdict.Accepted(new UserName("alice"));
  private static final String IS_ON_TLS = "SELECT '{PLAIN}' || ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid() AND $1 <> ''";

  private static TestPostgres postgres;
  private SqlBackend backend;

  @TempDir
  Path directory;

  @BeforeAll
  static void start() throws Exception {
    postgres = TestPostgres.start();
  }

  @AfterAll
  static void stop() throws Exception {
    postgres.close();
  }

  @BeforeEach
  void fill() throws Exception {
    postgres.sql("DROP TABLE IF EXISTS users, accounts", "CREATE TABLE users (name text PRIMARY KEY, password text)", "INSERT INTO users VALUES ('alice', '{PLAIN}secret')");
  }

  @AfterEach
  void close() {
    if (backend != null) {
      backend.close();
    }
  }

  private void open(String... settings) throws Exception {
    backend = SqlBackendTest.backend(postgres.settings(settings));
  }

  private Verdict login() {
    return login("secret");
  }

  private Verdict login(String password) {
    return backend.verify(new UserName("alice"), Password.of(password)).await().atMost(LONG);
  }

  private String trouble() {
    Verdict verdict = login();
    assertThat(verdict).isInstanceOfSatisfying(Verdict.Unavailable.class, why -> assertThat(why.onlyThisUser()).isFalse());
    assertThat(backend.lookUp(new UserName("alice"), SecretKind.NONE).await().atMost(LONG)).isInstanceOf(Lookup.Unavailable.class);
    return ((Verdict.Unavailable) verdict).reason();
  }

  /** Asks until it is well: a loaded machine may not answer within a short time-out at once. */
  private void awaitWell() {
    long end = System.nanoTime() + LONG.toNanos();
    Verdict verdict = login();
    while (verdict instanceof Verdict.Unavailable && System.nanoTime() < end) {
      verdict = login();
    }
    assertThat(verdict).isEqualTo(ACCEPTED);
  }

  @Test
  void a_database_that_dies_and_comes_back_is_used_again() throws Exception {
    open();
    assertThat(login()).isEqualTo(ACCEPTED);
    postgres.crash();
    assertThat(trouble()).isNotEmpty();
    assertThat(trouble()).as("now that nothing listens").contains("Connection refused");
    postgres.resume();
    awaitWell();
  }

  @Test
  void a_database_that_accepts_and_never_answers_is_given_up_and_its_connections_with_it() throws Exception {
    try (var relay = new StallingRelay(postgres.port())) {
      relay.stall();
      open("sql.port", Integer.toString(relay.port()), "sql.timeoutMs", SHORT_MS);
      trouble();
      assertThat(relay.accepted()).isPositive();
      relay.heal();
      awaitWell();
      awaitNoneHangs(relay);
    }
  }

  @Test
  void connections_that_fall_silent_are_given_up_and_others_made() throws Exception {
    try (var relay = new StallingRelay(postgres.port())) {
      open("sql.port", Integer.toString(relay.port()), "sql.timeoutMs", SHORT_MS, "sql.connectionsMax", "3");
      awaitWell();
      assertThat(together(20)).hasSize(20);
      relay.stall();
      assertThat(together(20)).allSatisfy(verdict -> assertThat(verdict).isInstanceOf(Verdict.Unavailable.class));
      relay.heal();
      awaitWell();
      awaitNoneHangs(relay);
    }
  }

  private static void awaitNoneHangs(StallingRelay relay) {
    long end = System.nanoTime() + LONG.toNanos();
    while (relay.hanging() > 0 && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    assertThat(relay.hanging()).isZero();
  }

  @Test
  void many_logins_share_few_connections() throws Exception {
    open("sql.connectionsMax", "2", "sql.timeoutMs", "60000");
    assertThat(together(200)).containsOnly(ACCEPTED);
  }

  private List<Verdict> together(int logins) {
    List<CompletableFuture<Verdict>> answers = IntStream.range(0, logins)
        .mapToObj(i -> backend.verify(new UserName("alice"), Password.of("secret")).subscribeAsCompletionStage()).toList();
    return new ArrayList<>(answers.stream().map(CompletableFuture::join).toList());
  }

  @Test
  void a_query_that_does_not_work_is_no_wrong_password() throws Exception {
    open("sql.passwordQuery", "SELECT password FROM accounts WHERE name = $1");
    assertThat(trouble()).contains("relation \"accounts\" does not exist");
    postgres.sql("ALTER TABLE users RENAME TO accounts");
    assertThat(login()).isEqualTo(ACCEPTED);
    postgres.sql("ALTER TABLE accounts RENAME COLUMN password TO word");
    assertThat(trouble()).contains("column \"password\" does not exist");
  }

  @Test
  void a_query_that_takes_too_long_is_ended_in_the_database_too() throws Exception {
    open("sql.passwordQuery", "SELECT '{PLAIN}secret' FROM pg_sleep(CASE WHEN $1 = 'slow' THEN 600 ELSE 0 END)", "sql.timeoutMs", "2000");
    awaitWell();
    Verdict slow = backend.verify(new UserName("slow"), Password.of("secret")).await().atMost(LONG);
    assertThat(slow).isInstanceOf(Verdict.Unavailable.class);
    long end = System.nanoTime() + LONG.toNanos();
    while (!"0".equals(postgres.value("SELECT count(*)::text FROM pg_stat_activity WHERE wait_event = 'PgSleep'"))) {
      assertThat(System.nanoTime()).isLessThan(end);
    }
    awaitWell();
  }

  @Test
  void a_name_that_the_query_cannot_do_with_is_only_that_users_trouble() throws Exception {
    open("sql.passwordQuery", "SELECT '{PLAIN}secret' WHERE length($1) = ($1::text)::integer");
    assertThat(login()).isInstanceOfSatisfying(Verdict.Unavailable.class, why -> {
      assertThat(why.reason()).contains("invalid input syntax for type integer: \"alice\"");
      assertThat(why.onlyThisUser()).isTrue();
    });
  }

  @Test
  void a_password_file_is_read_for_every_connection() throws Exception {
    Path file = Files.writeString(directory.resolve("password"), "wrong\n");
    open("sql.passwordFile", file.toString());
    assertThat(trouble()).contains("password authentication failed");
    Files.writeString(file, TestPostgres.PASSWORD + "\nnot this\n");
    assertThat(login()).isEqualTo(ACCEPTED);
  }

  @Test
  void a_unix_socket_serves_too() throws Exception {
    open("sql.host", postgres.directory().toString());
    assertThat(login()).isEqualTo(ACCEPTED);
  }

  @Test
  void an_unknown_user_is_refused_no_sooner_than_a_known_one() throws Exception {
    postgres.sql("UPDATE users SET password = '{PBKDF2}$pbkdf2$it=400000$MDEyMzQ1Njc4OWFiY2RlZg$20MTVzg/n3H4pkjP7rPbs9uXGvJYlRG4j32EBHiNeegrbijWGjc63LMIJzA0jtIUGL4tJ0FCjR9uzA3gQvH7WA'");
    open("sql.timeoutMs", "60000");
    assertThat(login("wrong")).isEqualTo(new Verdict.Rejected());
    long known = nanos("alice");
    long unknown = nanos("nobody");
    assertThat(unknown).isGreaterThan(known / 10);
  }

  private long nanos(String user) {
    long began = System.nanoTime();
    backend.verify(new UserName(user), Password.of("wrong")).await().atMost(LONG);
    return System.nanoTime() - began;
  }

  @Test
  void tls_is_used_as_configured_and_the_server_verified() throws Exception {
    generate(directory);
    generate(Files.createDirectory(directory.resolve("other")));
    Path certificate = directory.resolve("tls/generated.crt");
    postgres.certificate(certificate, directory.resolve("tls/generated.key"));
    postgres.crash();
    postgres.resume("ssl=on");

    assertThat(onTls("never", certificate, "localhost")).isEqualTo("false");
    assertThat(onTls("auto", certificate, "localhost")).isEqualTo("false");
    assertThat(onTls("require", certificate, "127.0.0.1")).isEqualTo("true");
    assertThat(onTls("verify-ca", certificate, "127.0.0.2")).isEqualTo("true");
    assertThat(onTls("verify-full", certificate, "localhost")).isEqualTo("true");
    assertThat(onTls("verify-full", certificate, "127.0.0.2")).as("another name").isEqualTo("unavailable");
    assertThat(onTls("verify-ca", directory.resolve("other/tls/generated.crt"), "localhost")).as("another CA").isEqualTo("unavailable");
  }

  /** A certificate for localhost and 127.0.0.1. */
  private static void generate(Path data) throws Exception {
    try (var tls = TestTls.open(data, Map.of("hostName", "localhost"))) {
      tls.watch();
    }
  }

  private String onTls(String tls, Path authorities, String host) throws Exception {
    open("sql.tls", tls, "sql.caFile", authorities.toString(), "sql.host", host, "sql.passwordQuery", IS_ON_TLS);
    try {
      return login("true").equals(ACCEPTED) ? "true" : login("false").equals(ACCEPTED) ? "false" : "unavailable";
    } finally {
      backend.close();
    }
  }

  @ParameterizedTest
  @CsvSource({"sql.host, ' '", "sql.database, ''", "sql.user, ''", "sql.passwordFile, /nonexistent", "sql.passwordQuery, SELECT password FROM users"})
  void what_cannot_be_used_is_refused_at_start(String key, String value) {
    assertThatThrownBy(() -> open(key, value)).isInstanceOf(BackendSetupException.class).hasMessageStartingWith(key);
  }

  @Test
  void a_file_without_a_certificate_is_refused_at_start() throws Exception {
    Path file = Files.writeString(directory.resolve("ca.pem"), "no certificate\n");
    assertThatThrownBy(() -> open("sql.caFile", file.toString(), "sql.tls", "verify-full")).isInstanceOf(BackendSetupException.class)
        .hasMessageStartingWith("sql.caFile: " + file);
  }
}
