package org.godwit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.godwit.LoginServer.Session;
import org.godwit.LoginServer.Way;
import org.godwit.tls.TestAuthority;
import org.godwit.tool.ToolFailure;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** EXTERNAL (RFC 4422, appendix A) with clients' certificates, on real connections. */
class ExternalTest {

  @TempDir
  static Path directory;

  private static TestAuthority authority;
  private static String ca;
  private static LoginServer server;

  @BeforeAll
  static void start() throws Exception {
    authority = new TestAuthority("CN=Example CA,O=Example");
    ca = authority.save(directory.resolve("ca.pem")).toString();
    server = new LoginServer(directory.resolve("data"), "tls.clientCa", ca, "mail.defaultDomain", "example.org");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @EnumSource(value = Way.class, names = {"IMAPS", "IMAP_STARTTLS", "POP3S", "POP3_STLS"})
  void who_has_a_certificate_logs_in(Way way) throws Exception {
    for (String protocol : new String[] {"TLS", "TLSv1.2"}) {
      try (Session session = server.connect(way, with(protocol, authority.person("CN=Alice Example", "alice@example.org")))) {
        assertThat(session.offered()).contains("EXTERNAL");
        assertThat(login(session, "")).matches("(a OK|\\+OK).*");
        assertThat(server.audited()).startsWith("login accepted ").contains("mechanism=EXTERNAL user=\"alice@example.org\" reason=\"as alice\"");
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void who_has_none_is_not_offered_it(Way way) throws Exception {
    try (Session session = server.connect(way)) {
      assertThat(session.offered()).isNotEmpty().doesNotContain("EXTERNAL");
      assertThat(session.authenticate("EXTERNAL", Optional.empty(), challenge -> new byte[0])).matches("(a NO \\[CANNOT]|-ERR).*");
    }
  }

  @Test
  void certificates_that_nobody_vouches_for_end_the_handshake() throws Exception {
    var stranger = new TestAuthority("CN=Example CA,O=Example").person("CN=alice");
    for (var person : new TestAuthority.Person[] {stranger, authority.expired("CN=alice")}) {
      assertThatThrownBy(() -> {
        try (Session session = server.connect(Way.IMAPS, with("TLS", person))) {
          session.offered();
        }
      }).isInstanceOfAny(IOException.class, UncheckedIOException.class);
    }
  }

  @Test
  void an_administrator_acts_for_others_and_nobody_else_does() throws Exception {
    assertThat(login("CN=root", "alice")).startsWith("a OK");
    assertThat(server.audited()).contains("user=\"root\" reason=\"as alice\"");
    assertThat(login("CN=alice", "alice")).startsWith("a OK");
    assertThat(login("CN=alice", "root")).startsWith("a NO [AUTHENTICATIONFAILED]");
    assertThat(server.audited()).contains("may not act for another user");
    assertThat(login("CN=root", "nobody")).startsWith("a NO [AUTHENTICATIONFAILED]");
    assertThat(login("CN=nobody", "")).startsWith("a NO [AUTHENTICATIONFAILED]");
    assertThat(login("O=nothing that names", "")).startsWith("a NO [AUTHENTICATIONFAILED]");
  }

  @Test
  void the_server_asks_for_the_identity_if_it_did_not_come_with_the_command() throws Exception {
    try (Session session = server.connect(Way.IMAPS, with("TLS", authority.person("CN=alice")))) {
      assertThat(session.authenticate("EXTERNAL", Optional.empty(), challenge -> new byte[0])).startsWith("a OK");
    }
    try (Session session = server.connect(Way.IMAPS, with("TLS", authority.person("CN=alice")))) {
      assertThat(session.authenticate("EXTERNAL", Optional.of(new byte[] {'a', 0, 'b'}), challenge -> new byte[0])).startsWith("a BAD");
    }
  }

  @Test
  void a_table_of_subjects_decides_where_it_is_told_to() throws Exception {
    Path table = Files.writeString(directory.resolve("subjects"), "# users\nbob\tcn=Robert Example, o=Example\n\n");
    try (var strict = new LoginServer(directory.resolve("strict"), "tls.clientCa", ca, "tls.clientNames", "table", "tls.clientUsers", table.toString())) {
      try (Session session = strict.connect(Way.IMAPS, strict(strict, "O=Example,CN=Robert Example"))) {
        assertThat(login(session, "")).startsWith("a OK");
        assertThat(strict.audited()).contains("user=\"bob\"");
      }
      try (Session session = strict.connect(Way.IMAPS, strict(strict, "CN=alice"))) {
        assertThat(session.offered()).contains("EXTERNAL");
        assertThat(login(session, "")).startsWith("a NO [AUTHENTICATIONFAILED]");
      }
    }
  }

  @Test
  void settings_that_cannot_be_used_are_told_at_start() throws Exception {
    fails("tls.clientNames: \"dn\" is not known; expected some of table email cn uid", "tls.clientNames", "dn");
    fails("tls.clientUsers: expected a file if and only if tls.clientNames has table", "tls.clientNames", "table");
    fails("tls.clientUsers: expected a file if and only if tls.clientNames has table", "tls.clientUsers", "x");
    fails("tls.clientUsers: /nonexistent: there is no such file", "tls.clientNames", "table", "tls.clientUsers", "/nonexistent");
    Path table = Files.writeString(directory.resolve("bad"), "bob CN=Bob\n");
    fails("tls.clientUsers: " + table + ":1: expected user TAB subject, such as CN=Alice,O=Example",
        "tls.clientNames", "table", "tls.clientUsers", table.toString());
  }

  private static void fails(String message, String... settings) {
    String[] all = java.util.stream.Stream.concat(java.util.stream.Stream.of("tls.clientCa", ca), java.util.stream.Stream.of(settings))
        .toArray(String[]::new);
    assertThatThrownBy(() -> new LoginServer(directory.resolve("failing"), all)).isInstanceOf(ToolFailure.class).hasMessage(message);
  }

  private static SSLContext strict(LoginServer to, String subject) throws Exception {
    return to.trusting("TLS", authority.person(subject).keyManagers());
  }

  private static SSLContext with(String protocol, TestAuthority.Person person) throws Exception {
    return server.trusting(protocol, person.keyManagers());
  }

  private static String login(String subject, String actFor) throws Exception {
    try (Session session = server.connect(Way.IMAPS, with("TLS", authority.person(subject)))) {
      return login(session, actFor);
    }
  }

  private static String login(Session session, String actFor) throws Exception {
    return session.authenticate("EXTERNAL", Optional.of(actFor.getBytes(StandardCharsets.UTF_8)), challenge -> challenge);
  }
}
