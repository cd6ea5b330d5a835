package org.godwit;

import static org.assertj.core.api.Assertions.assertThat;

import com.ongres.scram.client.ScramClient;
import com.ongres.scram.common.util.TlsServerEndpoint;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.godwit.LoginServer.Session;
import org.godwit.LoginServer.Way;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SCRAM that binds a login to its TLS connection (RFC 5802, 6; RFC 9266), with a client that others wrote, on real connections. */
class ChannelBindingTest {
  private static final String EXPORTER = "tls-exporter";
  private static final String END_POINT = "tls-server-end-point";

  @TempDir
  static Path data;

  private static LoginServer server;

  @BeforeAll
  static void start() throws Exception {
    server = new LoginServer(data);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @EnumSource(value = Way.class, names = {"IMAPS", "IMAP_STARTTLS", "POP3S", "POP3_STLS"})
  void on_tls_1_3_clients_bind(Way way) throws Exception {
    for (String mechanism : List.of("SCRAM-SHA-256-PLUS", "SCRAM-SHA-1-PLUS")) {
      for (String type : List.of(EXPORTER, END_POINT)) {
        try (Session session = server.connect(way)) {
          assertThat(session.offered()).contains(mechanism);
          assertThat(login(session, mechanism, type, binding(session, type))).as(mechanism + " " + type).matches("(a OK|\\+OK).*");
          assertThat(server.audited()).startsWith("login accepted ").contains("mechanism=" + mechanism + " user=\"alice\"");
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {EXPORTER, END_POINT})
  void what_is_bound_to_another_connection_is_refused(String type) throws Exception {
    try (Session session = server.connect(Way.IMAPS)) {
      byte[] other = binding(session, type);
      other[0] ^= 1;
      assertThat(login(session, "SCRAM-SHA-256-PLUS", type, other)).startsWith("a NO [AUTHENTICATIONFAILED]");
      assertThat(server.audited()).contains("login rejected ", "wrong secret");
    }
  }

  @Test
  void each_connection_has_a_binding_of_its_own() throws Exception {
    try (Session one = server.connect(Way.IMAPS); Session two = server.connect(Way.IMAPS)) {
      assertThat(binding(one, EXPORTER)).isNotEqualTo(binding(two, EXPORTER));
      assertThat(login(two, "SCRAM-SHA-256-PLUS", EXPORTER, binding(one, EXPORTER))).startsWith("a NO [AUTHENTICATIONFAILED]");
    }
  }

  @Test
  void a_type_that_cannot_be_had_is_refused() throws Exception {
    try (Session session = server.connect(Way.IMAPS)) {
      assertThat(login(session, "SCRAM-SHA-256-PLUS", "tls-unique", new byte[12])).startsWith("a NO [AUTHENTICATIONFAILED]");
      assertThat(server.audited()).contains("login rejected ", "channel binding tls-unique cannot be had");
    }
  }

  @Test
  void where_no_binding_can_be_had_none_is_offered() throws Exception {
    SSLContext old = server.trusting("TLSv1.2");
    for (Session session : List.of(server.connect(Way.IMAP), server.connect(Way.IMAPS, old))) {
      try (session) {
        assertThat(session.offered()).contains("SCRAM-SHA-256", "SCRAM-SHA-1").doesNotContain("SCRAM-SHA-256-PLUS", "SCRAM-SHA-1-PLUS");
        assertThat(session.authenticate("SCRAM-SHA-256-PLUS", Optional.empty(), challenge -> challenge)).startsWith("a NO [CANNOT]");
      }
    }
  }

  /** A client that can bind, but was shown no -PLUS, says so ({@code y}); a server that had shown it knows what has happened. */
  @Test
  void who_takes_the_offer_out_of_the_list_is_found_out() throws Exception {
    try (Session session = server.connect(Way.IMAPS)) {
      assertThat(login(session, "SCRAM-SHA-256", EXPORTER, binding(session, EXPORTER))).startsWith("a NO [AUTHENTICATIONFAILED]");
      assertThat(server.audited()).contains("login rejected ", "mechanism=SCRAM-SHA-256 user=\"alice\"", "taken it out of the list");
    }
  }

  @Test
  void where_there_is_no_offer_the_same_client_logs_in() throws Exception {
    SSLContext old = server.trusting("TLSv1.2");
    try (Session session = server.connect(Way.IMAPS, old)) {
      assertThat(login(session, "SCRAM-SHA-256", EXPORTER, new byte[32])).startsWith("a OK");
    }
    try (var without = new LoginServer(data.resolve("without"), "auth.mechanisms", "SCRAM-SHA-256");
        Session session = without.connect(Way.IMAPS)) {
      assertThat(session.offered()).containsExactly("SCRAM-SHA-256");
      assertThat(login(session, "SCRAM-SHA-256", EXPORTER, binding(session, EXPORTER))).startsWith("a OK");
    }
  }

  @Test
  void a_client_that_cannot_bind_logs_in_on_tls() throws Exception {
    try (Session session = server.connect(Way.IMAPS)) {
      var client = ScramClient.builder().advertisedMechanisms(List.of("SCRAM-SHA-256")).username("alice").password("secret".toCharArray()).build();
      assertThat(dialogue(session, client, "n,,")).startsWith("a OK");
    }
  }

  /** What the client finds; its TLS is the JDK's too, but the label and the hash are written down here a second time. */
  private static byte[] binding(Session session, String type) throws Exception {
    var tls = session.client().tlsSession();
    return type.equals(EXPORTER) ? tls.exportKeyingMaterialData("EXPORTER-Channel-Binding", new byte[0], 32)
        : TlsServerEndpoint.getChannelBindingData((X509Certificate) tls.getPeerCertificates()[0]);
  }

  private static String login(Session session, String mechanism, String type, byte[] binding) throws Exception {
    var client = ScramClient.builder().advertisedMechanisms(List.of(mechanism)).username("alice").password("secret".toCharArray())
        .channelBinding(type, binding).build();
    return dialogue(session, client, mechanism.endsWith("PLUS") ? "p=" + type + ",," : "y,,");
  }

  private static String dialogue(Session session, ScramClient client, String header) throws Exception {
    String first = client.clientFirstMessage().toString();
    assertThat(first).startsWith(header);
    var turns = new int[1];
    return session.authenticate(client.getScramMechanism().getName(), Optional.of(first.getBytes(StandardCharsets.UTF_8)), challenge -> {
      String text = new String(challenge, StandardCharsets.UTF_8);
      if (turns[0]++ == 0) {
        client.serverFirstMessage(text);
        return client.clientFinalMessage().toString().getBytes(StandardCharsets.UTF_8);
      }
      client.serverFinalMessage(text);
      return new byte[0];
    });
  }
}
