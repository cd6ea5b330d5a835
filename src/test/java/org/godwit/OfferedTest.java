package org.godwit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.godwit.LoginServer.Session;
import org.godwit.LoginServer.Way;
import org.godwit.tls.TestAuthority;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A mechanism is offered exactly when the users' back end and the connection can serve it: each with each. */
class OfferedTest {
  private static final String KEY = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

  @TempDir
  Path directory;

  /**
   * What users have; where passwords may be sent; what is offered in clear, on TLS 1.2, on TLS 1.3, and there to who has shown a
   * certificate.
   */
  @ParameterizedTest
  @CsvSource({
    "clear,  always, 256 1 CRAM PLAIN,  256 1 CRAM PLAIN, 256+ 1+ 256 1 CRAM PLAIN, 256+ 1+ 256 1 EXT CRAM PLAIN",
    "clear,  tls,    256 1 CRAM,        256 1 CRAM PLAIN, 256+ 1+ 256 1 CRAM PLAIN, 256+ 1+ 256 1 EXT CRAM PLAIN",
    "clear,  never,  256 1 CRAM,        256 1 CRAM,       256+ 1+ 256 1 CRAM,       256+ 1+ 256 1 EXT CRAM",
    "scram,  tls,    256,               256 PLAIN,        256+ 256 PLAIN,           256+ 256 EXT PLAIN",
    "hash,   tls,    '',                PLAIN,            PLAIN,                    EXT PLAIN",
    "mixed,  tls,    '',                PLAIN,            PLAIN,                    EXT PLAIN",
    "nobody, tls,    '',                PLAIN,            PLAIN,                    EXT PLAIN"})
  void as_back_end_and_connection_can_serve(String users, String cleartext, String inClear, String onTls12, String onTls13, String withCertificate)
      throws Exception {
    Files.writeString(directory.resolve("users"), entries(users));
    var authority = new TestAuthority("CN=CA");
    String ca = authority.save(directory.resolve("ca.pem")).toString();
    try (var server = new LoginServer(directory, "tls.clientCa", ca, "auth.cleartext", cleartext)) {
      SSLContext with = server.trusting("TLS", authority.person("CN=alice").keyManagers());
      for (boolean pop : new boolean[] {false, true}) {
        assertThat(offered(server, pop ? Way.POP3 : Way.IMAP, server.trusting("TLS"))).isEqualTo(names(inClear));
        assertThat(offered(server, pop ? Way.POP3S : Way.IMAPS, server.trusting("TLSv1.2"))).isEqualTo(names(onTls12));
        assertThat(offered(server, pop ? Way.POP3_STLS : Way.IMAP_STARTTLS, server.trusting("TLS"))).isEqualTo(names(onTls13));
        assertThat(offered(server, pop ? Way.POP3S : Way.IMAPS, with)).isEqualTo(names(withCertificate));
      }
    }
  }

  private static List<String> offered(LoginServer server, Way way, SSLContext tls) throws Exception {
    try (Session session = server.connect(way, tls)) {
      return session.offered();
    }
  }

  private static String entries(String users) {
    String scram = "{SCRAM-SHA-256}4096,AAAA," + KEY + "," + KEY + "\n";
    return switch (users) {
      case "clear" -> "alice:{PLAIN}a\nbob:{PLAIN}b\n";
      case "scram" -> "alice:" + scram + "bob:" + scram;
      case "hash" -> "alice:{SHA256}" + KEY + "\n";
      case "mixed" -> "alice:{PLAIN}a\nbob:{SHA256}" + KEY + "\n";
      default -> "";
    };
  }

  private static List<String> names(String shortNames) {
    var names = new ArrayList<String>();
    for (String name : shortNames.isEmpty() ? new String[0] : shortNames.split(" ")) {
      switch (name) {
        case "256+" -> names.add("SCRAM-SHA-256-PLUS");
        case "1+" -> names.add("SCRAM-SHA-1-PLUS");
        case "256" -> names.add("SCRAM-SHA-256");
        case "1" -> names.add("SCRAM-SHA-1");
        case "EXT" -> names.add("EXTERNAL");
        case "CRAM" -> names.add("CRAM-MD5");
        case "PLAIN" -> names.addAll(List.of("PLAIN", "LOGIN"));
        default -> throw new AssertionError(name);
      }
    }
    return names;
  }
}
