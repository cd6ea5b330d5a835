package org.godwit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import org.godwit.LoginServer.Session;
import org.godwit.LoginServer.Way;
import org.godwit.auth.UserName;
import org.godwit.auth.otp.OtpFiles;
import org.godwit.auth.otp.OtpPasswords;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong in the same way in every mechanism (RFC 9051, 6.2.2; RFC 5034, 4): given up, not base64, nonsense. */
class SaslMannersTest {

  @TempDir
  static Path data;

  private static LoginServer server;

  @BeforeAll
  static void start() throws Exception {
    new OtpFiles(data.resolve("otp")).set(new UserName("alice"), OtpPasswords.state("otp-md5", 500, "ke1234", "This is a test."));
    server = new LoginServer(data, "auth.anonymousUser", "bob");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"SCRAM-SHA-256", "SCRAM-SHA-1", "OTP", "CRAM-MD5", "PLAIN", "LOGIN", "ANONYMOUS"})
  void a_client_may_give_up_or_be_wrong_and_try_again(String mechanism) throws Exception {
    for (Way way : new Way[] {Way.IMAP, Way.POP3}) {
      String wrong = way.isPop() ? "-ERR " : "a BAD ";
      try (Session session = server.connect(way)) {
        assertThat(session.offered()).contains(mechanism);
        assertThat(answer(session, way, mechanism, "*")).isEqualTo(wrong + "Given up by the client");
        assertThat(answer(session, way, mechanism, "not base64!")).isEqualTo(wrong + "Not base64");
        assertThat(answer(session, way, mechanism, "A")).isEqualTo(wrong + "Not base64");
        assertThat(session.authenticate("PLAIN", Optional.of("\0alice\0secret".getBytes()), challenge -> challenge)).matches("(a OK|\\+OK).*");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"SCRAM-SHA-256", "SCRAM-SHA-1", "OTP", "CRAM-MD5", "PLAIN", "LOGIN"})
  void nonsense_is_no_login(String mechanism) throws Exception {
    for (String nonsense : new String[] {"hello", "\0\0\0", "n,,", "\0alice", "alice"}) {
      for (Way way : new Way[] {Way.IMAP, Way.POP3}) {
        try (Session session = server.connect(way)) {
          assertThat(session.authenticate(mechanism, Optional.empty(), challenge -> nonsense.getBytes())).matches("(a (BAD|NO)|-ERR) .*");
        }
        try (Session session = server.connect(way)) {
          assertThat(session.authenticate(mechanism, Optional.of(nonsense.getBytes()), challenge -> nonsense.getBytes())).matches("(a (BAD|NO)|-ERR) .*");
        }
      }
    }
  }

  /** What the server says to this line, sent in answer to the first challenge. */
  private static String answer(Session session, Way way, String mechanism, String line) {
    session.client().send((way.isPop() ? "AUTH " : "a AUTHENTICATE ") + mechanism + "\r\n");
    String challenge = session.client().line();
    assertThat(challenge).startsWith("+ ");
    Base64.getDecoder().decode(challenge.substring(2));
    session.client().send(line + "\r\n");
    return session.client().line();
  }
}
