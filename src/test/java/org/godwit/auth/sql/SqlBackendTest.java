package org.godwit.auth.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.godwit.auth.Password;
import org.godwit.auth.UserName;
import org.godwit.auth.backend.Capability;
import org.godwit.auth.backend.Lookup;
import org.godwit.auth.backend.Secret;
import org.godwit.auth.backend.SecretKind;
import org.godwit.auth.backend.Verdict;
import org.godwit.config.RawSetting;
import org.godwit.config.Settings;
import org.godwit.config.SettingsLoader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the rows of a real PostgreSQL mean. */
class SqlBackendTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final UserName ALICE = new UserName("alice");

  private static TestPostgres postgres;
  private SqlBackend backend;

  @BeforeAll
  static void start() throws Exception {
    postgres = TestPostgres.start();
    postgres.sql("CREATE EXTENSION citext", "CREATE TYPE mood AS ENUM ('{PLAIN}happy')",
        "CREATE TABLE users (name text, password text, enabled boolean DEFAULT true)",
        "INSERT INTO users VALUES ('alice', '{PLAIN}secret'), ('ann@example.org', '{PLAIN}domain'), ('nopassword', NULL), ('empty', ''),"
            + "('twice', '{PLAIN}one'), ('twice', '{PLAIN}two'), ('broken', '{CRYPT}$y$j9T$abc$def'),"
            + "('bcrypt', '{BLF-CRYPT}$2b$05$CCCCCCCCCCCCCCCCCCCCC.FJj9w2dMxG/OMSU5q.D3h/cEq6ERrnu'),"
            + "('crypt', '$5$saltstring$5B8vYYiY.CVt1RlTTf8KbXBH3hsxY/GNooZaBBGWEc5'),"
            + "('scram', '{SCRAM-SHA-256}4096,W22ZaJ0SNY7soEsUEjb6gQ==,WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=,wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=')",
        "INSERT INTO users VALUES ('disabled', '{PLAIN}secret', false)",
        "CREATE TABLE people (login citext, word char(40), mood mood, number integer)",
        "INSERT INTO people VALUES ('Alice', '{PLAIN}secret', '{PLAIN}happy', 1)",
        "CREATE TABLE many AS SELECT 'x' AS password FROM generate_series(1, 100000)",
        "CREATE ROLE carol PASSWORD 'of carol'");
  }

  @AfterAll
  static void stop() throws Exception {
    postgres.close();
  }

  @AfterEach
  void close() {
    backend.close();
  }

  private void open(String... settings) throws Exception {
    backend = backend(postgres.settings(settings));
  }

  static SqlBackend backend(List<String> keysAndValues) {
    var raw = new ArrayList<RawSetting>();
    for (int i = 0; i < keysAndValues.size(); i += 2) {
      raw.add(RawSetting.of(keysAndValues.get(i), keysAndValues.get(i + 1), "test"));
    }
    Settings settings = SettingsLoader.load(raw);
    return SqlBackend.open(settings.sql(), settings.auth(), Path.of("/"));
  }

  private Verdict login(String user, String password) {
    return backend.verify(new UserName(user), Password.of(password)).await().atMost(LONG);
  }

  private Lookup lookUp(String user, SecretKind wanted) {
    return backend.lookUp(new UserName(user), wanted).await().atMost(LONG);
  }

  @ParameterizedTest
  @CsvSource({"alice, secret", "ann@example.org, domain", "bcrypt, pässword", "crypt, Hello world!", "scram, pencil"})
  void the_password_of_the_row_is_accepted_and_no_other(String user, String password) throws Exception {
    open();
    assertThat(login(user, password)).isEqualTo(new Verdict.Accepted(new UserName(user)));
    assertThat(login(user, password)).as("from memory").isEqualTo(new Verdict.Accepted(new UserName(user)));
    assertThat(login(user, password + "x")).isEqualTo(new Verdict.Rejected());
  }

  @Test
  void without_a_row_there_is_no_such_user() throws Exception {
    open("sql.passwordQuery", "SELECT password FROM users WHERE name = $1 AND enabled");
    assertThat(login("nobody", "secret")).isEqualTo(new Verdict.UnknownUser());
    assertThat(login("disabled", "secret")).isEqualTo(new Verdict.UnknownUser());
    assertThat(login("alice", "secret")).isInstanceOf(Verdict.Accepted.class);
    assertThat(login("nobody", "secret")).as("the password of the user whose entry stands in for nobody's").isEqualTo(new Verdict.UnknownUser());
    assertThat(lookUp("disabled", SecretKind.NONE)).isEqualTo(new Lookup.NotFound());
  }

  @ParameterizedTest
  @ValueSource(strings = {"nopassword", "empty", "broken"})
  void without_a_usable_password_nobody_logs_in_but_mail_arrives(String user) throws Exception {
    open();
    assertThat(login(user, "secret")).isEqualTo(new Verdict.Rejected());
    assertThat(login(user, "")).isEqualTo(new Verdict.Rejected());
    assertThat(lookUp(user, SecretKind.NONE)).isEqualTo(new Lookup.Found(new UserName(user), Optional.empty()));
    assertThat(lookUp(user, SecretKind.SCRAM_SHA_256)).isEqualTo(new Lookup.Found(new UserName(user), Optional.empty()));
  }

  @Test
  void a_changed_password_counts_at_once_whatever_is_remembered() throws Exception {
    postgres.sql("INSERT INTO users VALUES ('changing', '{PLAIN}old')");
    open();
    assertThat(login("changing", "old")).isInstanceOf(Verdict.Accepted.class);
    postgres.sql("UPDATE users SET password = '{PLAIN}new' WHERE name = 'changing'");
    assertThat(login("changing", "old")).isEqualTo(new Verdict.Rejected());
    assertThat(login("changing", "new")).isInstanceOf(Verdict.Accepted.class);
  }

  @Test
  void a_user_with_two_rows_is_told_to_come_again_and_that_is_nobody_elses_trouble() throws Exception {
    open();
    String reason = "sql.passwordQuery yields more than one row for user twice";
    assertThat(login("twice", "one")).isEqualTo(new Verdict.Unavailable(reason, true));
    assertThat(lookUp("twice", SecretKind.CLEAR_PASSWORD)).isEqualTo(new Lookup.Unavailable(reason, true));
    assertThat(lookUp("twice", SecretKind.NONE)).as("gets mail").isInstanceOf(Lookup.Found.class);
  }

  @Test
  void a_hundred_thousand_rows_are_not_fetched() throws Exception {
    open("sql.passwordQuery", "SELECT password FROM many WHERE $1 <> ''");
    assertThat(login("alice", "x")).isEqualTo(new Verdict.Unavailable("sql.passwordQuery yields more than one row for user alice", true));
  }

  @Test
  void local_part_and_domain_may_be_columns_and_existence_a_question_of_its_own() throws Exception {
    open("sql.passwordQuery", "SELECT '{PLAIN}' || $3 || '/' || $2", "sql.userQuery", "SELECT FROM users WHERE split_part(name, '@', 2) = $3");
    assertThat(login("bob@example.net", "example.net/bob")).isInstanceOf(Verdict.Accepted.class);
    assertThat(lookUp("bob@example.net", SecretKind.NONE)).isEqualTo(new Lookup.NotFound());
    assertThat(lookUp("bob@example.org", SecretKind.NONE)).isInstanceOf(Lookup.Found.class);
  }

  @Test
  void a_name_is_data_whatever_it_looks_like() throws Exception {
    open();
    assertThat(login("x'or'1'='1", "secret")).isEqualTo(new Verdict.UnknownUser());
    assertThat(login("alice'--", "secret")).isEqualTo(new Verdict.UnknownUser());
  }

  @ParameterizedTest
  @CsvSource(delimiter = ';', quoteCharacter = '`', value = {
    "SELECT word FROM people WHERE login = $1    ; secret",
    "SELECT mood::text FROM people WHERE login = $1; happy",
    "SELECT '{PLAIN}' || number FROM people WHERE lower(login::text) = $1; 1",
    "SELECT regexp_replace(rolpassword, '^(SCRAM-SHA-256).([0-9]+):([^$]+).([^:]+):(.+)$', '{\\1}\\2,\\3,\\4,\\5') FROM pg_authid WHERE replace($1, 'alice', 'carol') = rolname; of carol"})
  void columns_may_be_of_other_types_of_text(String query, String password) throws Exception {
    open("sql.passwordQuery", query);
    assertThat(login("alice", password)).isEqualTo(new Verdict.Accepted(ALICE));
    assertThat(login("alice", password + "x")).isEqualTo(new Verdict.Rejected());
  }

  @Test
  void entries_serve_the_mechanisms_that_they_can() throws Exception {
    open("sql.storedAs", "PLAIN");
    assertThat(backend.capabilities()).contains(Capability.CLEAR_PASSWORD, Capability.SCRAM_SHA_1, Capability.SCRAM_SHA_256);
    Optional<Secret> clear = ((Lookup.Found) lookUp("alice", SecretKind.CLEAR_PASSWORD)).secret();
    assertThat(clear).get().isInstanceOfSatisfying(Secret.Clear.class, secret -> assertThat(secret.password().text()).isEqualTo("secret"));
    Optional<Secret> scram = ((Lookup.Found) lookUp("scram", SecretKind.SCRAM_SHA_256)).secret();
    assertThat(scram).get().isInstanceOf(Secret.Scram.class);
    assertThat(lookUp("scram", SecretKind.CLEAR_PASSWORD)).isEqualTo(new Lookup.Found(new UserName("scram"), Optional.empty()));
    assertThat(lookUp("nobody", SecretKind.CLEAR_PASSWORD)).isEqualTo(new Lookup.NotFound());
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {"hash|", "SCRAM-SHA-256|SCRAM_SHA_256", "SCRAM-SHA-1|SCRAM_SHA_1"})
  void mechanisms_are_offered_as_configured(String storedAs, Capability more) throws Exception {
    open("sql.storedAs", storedAs);
    assertThat(backend.capabilities()).contains(Capability.PASSWORD, Capability.LOOKUP).hasSize(more == null ? 2 : 3);
    assertThat(more == null || backend.capabilities().contains(more)).isTrue();
    assertThat(backend.partialCapabilities()).contains(Capability.CLEAR_PASSWORD, Capability.SCRAM_SHA_1, Capability.SCRAM_SHA_256);
  }
}
