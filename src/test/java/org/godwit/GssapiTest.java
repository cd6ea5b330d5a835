package org.godwit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.security.auth.Subject;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.AppConfigurationEntry.LoginModuleControlFlag;
import javax.security.auth.login.Configuration;
import javax.security.auth.login.LoginContext;
import javax.security.sasl.Sasl;
import javax.security.sasl.SaslClient;
import javax.security.sasl.SaslException;
import org.apache.kerby.kerberos.kerb.server.SimpleKdcServer;
import org.assertj.core.api.Assertions;
import org.godwit.LoginServer.Session;
import org.godwit.LoginServer.Way;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** GSSAPI (RFC 4752) with tickets of a real KDC, Apache Kerby's, in this process. */
class GssapiTest {
  private static final String REALM = "EXAMPLE.ORG";
  private static final String HOST = "localhost";

  @TempDir
  static Path directory;

  private static SimpleKdcServer kdc;
  private static LoginServer server;

  @BeforeAll
  static void start() throws Exception {
    kdc = kdc(directory);
    kdc.createAndExportPrincipals(directory.resolve("services.keytab").toFile(), "imap/" + HOST, "pop/" + HOST);
    kdc.createAndExportPrincipals(directory.resolve("users.keytab").toFile(), "alice", "root", "stranger", "alice/admin");
    kdc.exportPrincipal("imap/" + HOST, directory.resolve("imap.keytab").toFile());
    System.setProperty("java.security.krb5.conf", directory.resolve("krb5.conf").toString());
    server = new LoginServer(directory.resolve("data"), "kerberos.keytab", directory.resolve("services.keytab").toString());
  }

  private static SimpleKdcServer kdc(Path directory) throws Exception {
    var server = new SimpleKdcServer();
    server.setKdcRealm(REALM);
    server.setKdcHost("127.0.0.1");
    server.setAllowUdp(false);
    server.setWorkDir(directory.toFile());
    server.init();
    server.start();
    return server;
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
    kdc.stop();
    System.clearProperty("java.security.krb5.conf");
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void who_has_a_ticket_logs_in(Way way) throws Exception {
    try (Session session = server.connect(way)) {
      assertThat(session.offered()).contains("GSSAPI");
      assertThat(login(session, way, "alice", "", "auth")).matches("(a OK|\\+OK).*");
      assertThat(server.audited()).startsWith("login accepted ").contains("mechanism=GSSAPI user=\"alice\"");
    }
  }

  @Test
  void an_administrator_acts_for_others_and_nobody_else_does() throws Exception {
    assertThat(login("root", "alice")).startsWith("a OK");
    assertThat(server.audited()).contains("user=\"root\" reason=\"as alice\"");
    assertThat(login("root", "alice@" + REALM)).startsWith("a OK");
    assertThat(login("alice", "alice@" + REALM)).startsWith("a OK");
    assertThat(login("alice", "root")).startsWith("a NO [AUTHENTICATIONFAILED]");
    assertThat(server.audited()).contains("may not act for another user");
    assertThat(login("root", "nobody")).startsWith("a NO [AUTHENTICATIONFAILED]");
    assertThat(login("root", "alice@ELSEWHERE.ORG")).startsWith("a NO [AUTHENTICATIONFAILED]");
  }

  @Test
  void who_is_no_user_here_stays_out() throws Exception {
    assertThat(login("stranger", "")).startsWith("a NO [AUTHENTICATIONFAILED]");
    assertThat(login("alice/admin", "")).startsWith("a NO [AUTHENTICATIONFAILED]");
  }

  @Test
  void no_security_layer_is_offered() throws Exception {
    try (Session session = server.connect(Way.IMAP)) {
      Assertions.assertThatThrownBy(() -> login(session, Way.IMAP, "alice", "", "auth-int")).hasRootCauseInstanceOf(SaslException.class);
    }
    // a client that would like one and can do without gets in, and goes on in clear
    try (Session session = server.connect(Way.IMAP)) {
      assertThat(login(session, Way.IMAP, "alice", "", "auth-conf,auth-int,auth")).startsWith("a OK");
      assertThat(session.client().command("b", "STATUS INBOX (MESSAGES)")).contains("b OK");
    }
  }

  @Test
  void what_is_no_ticket_is_refused_and_a_replay_too() throws Exception {
    try (Session session = server.connect(Way.IMAP)) {
      assertThat(session.authenticate("GSSAPI", Optional.of("hello".getBytes()), challenge -> challenge)).startsWith("a NO [AUTHENTICATIONFAILED]");
      assertThat(server.audited()).contains("login rejected ", "mechanism=GSSAPI", "Kerberos: ");
    }
    var token = new byte[1][];
    try (Session session = server.connect(Way.IMAP)) {
      SaslClient client = client("alice", "", "imap", "auth");
      token[0] = as("alice", () -> client.evaluateChallenge(new byte[0]));
      assertThat(session.authenticate("GSSAPI", Optional.of(token[0]), challenge -> as("alice", () -> or(client.evaluateChallenge(challenge))))).startsWith("a OK");
    }
    try (Session session = server.connect(Way.IMAP)) {
      assertThat(session.authenticate("GSSAPI", Optional.of(token[0]), challenge -> challenge)).startsWith("a NO [AUTHENTICATIONFAILED]");
      assertThat(server.audited()).contains("Request is a replay");
    }
  }

  @Test
  void a_ticket_for_another_service_is_refused() throws Exception {
    try (Session session = server.connect(Way.IMAP)) {
      assertThat(login(session, Way.POP3, "alice", "", "auth", session)).startsWith("a NO [AUTHENTICATIONFAILED]");
    }
  }

  @Test
  void it_is_offered_where_the_keytab_has_a_key() throws Exception {
    try (var imapOnly = new LoginServer(directory.resolve("imap-only"), "kerberos.keytab", directory.resolve("imap.keytab").toString())) {
      try (Session session = imapOnly.connect(Way.IMAP)) {
        assertThat(session.offered()).contains("GSSAPI");
      }
      try (Session session = imapOnly.connect(Way.POP3)) {
        assertThat(session.offered()).isNotEmpty().doesNotContain("GSSAPI");
      }
    }
  }

  @Test
  void principals_of_other_realms_are_nobody_or_keep_their_realm() throws Exception {
    String keytab = directory.resolve("services.keytab").toString();
    try (var refusing = new LoginServer(directory.resolve("refusing"), "kerberos.keytab", keytab, "kerberos.realms", "OTHER.ORG");
        Session session = refusing.connect(Way.IMAP)) {
      assertThat(login(session, Way.IMAP, "alice", "", "auth")).startsWith("a NO [AUTHENTICATIONFAILED]");
      assertThat(refusing.audited()).contains("user=\"alice@EXAMPLE.ORG\" reason=\"principals of this realm are not users here\"");
    }
    Path data = directory.resolve("keeping");
    try (var keeping = new LoginServer(data, "kerberos.keytab", keytab, "kerberos.realms", "OTHER.ORG", "kerberos.otherRealms", "keep")) {
      try (Session session = keeping.connect(Way.IMAP)) {
        assertThat(login(session, Way.IMAP, "alice", "", "auth")).as("there is no such user yet").startsWith("a NO");
      }
      Files.writeString(data.resolve("users"), "alice:{PLAIN}secret\nalice@example.org:{PLAIN}secret\n");
      try (Session session = keeping.connect(Way.IMAP)) {
        assertThat(login(session, Way.IMAP, "alice", "", "auth")).startsWith("a OK");
        assertThat(keeping.audited()).contains("user=\"alice@EXAMPLE.ORG\" reason=\"as alice@example.org\"");
      }
    }
  }

  private static String login(String principal, String actFor) throws Exception {
    try (Session session = server.connect(Way.IMAP)) {
      return login(session, Way.IMAP, principal, actFor, "auth");
    }
  }

  private static String login(Session session, Way way, String principal, String actFor, String layers) throws Exception {
    return login(session, way, principal, actFor, layers, session);
  }

  private static String login(Session session, Way service, String principal, String actFor, String layers, Session over) throws Exception {
    SaslClient client = client(principal, actFor, service.isPop() ? "pop" : "imap", layers);
    return over.authenticate("GSSAPI", Optional.empty(), challenge -> as(principal, () -> or(client.evaluateChallenge(challenge))));
  }

  private static byte[] or(byte[] response) {
    return response == null ? new byte[0] : response;
  }

  private static SaslClient client(String principal, String actFor, String service, String layers) throws Exception {
    return as(principal, () -> Sasl.createSaslClient(new String[] {"GSSAPI"}, actFor.isEmpty() ? null : actFor, service, HOST,
        Map.of(Sasl.QOP, layers), callbacks -> { }));
  }

  private static <T> T as(String principal, java.util.concurrent.Callable<T> action) throws Exception {
    return Subject.callAs(SUBJECTS.computeIfAbsent(principal, GssapiTest::kinit), action);
  }

  private static final Map<String, Subject> SUBJECTS = new HashMap<>();

  /** A ticket-granting ticket. */
  private static Subject kinit(String principal) {
    var options = Map.of("useKeyTab", "true", "keyTab", directory.resolve("users.keytab").toString(), "principal", principal + "@" + REALM,
        "doNotPrompt", "true", "refreshKrb5Config", "true");
    var entry = new AppConfigurationEntry("com.sun.security.auth.module.Krb5LoginModule", LoginModuleControlFlag.REQUIRED, options);
    try {
      var context = new LoginContext("client", null, null, new Configuration() {
        @Override
        public AppConfigurationEntry[] getAppConfigurationEntry(String name) {
          return new AppConfigurationEntry[] {entry};
        }
      });
      context.login();
      return context.getSubject();
    } catch (Exception failed) {
      throw new IllegalStateException(failed);
    }
  }
}
