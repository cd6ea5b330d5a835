package org.godwit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.godwit.LoginServer.Session;
import org.godwit.LoginServer.Way;
import org.godwit.auth.UserName;
import org.godwit.auth.otp.OtpFiles;
import org.godwit.auth.otp.OtpPasswords;
import org.godwit.auth.otp.OtpState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** OTP (RFC 2444) on real connections, with the examples of its section 5. */
class OtpTest {
  private static final String PHRASE = "This is a test.";
  private static final UserName ALICE = new UserName("alice");

  @TempDir
  Path data;

  @ParameterizedTest
  @CsvSource({"otp-md5, hex:5bf075d9959d036f, 499 ke1234", "otp-md5, word:BOND FOGY DRAB NE RISE MART, 499 ke1234",
      "otp-md5, init-hex:5bf075d9959d036f:md5 499 ke1235:3712dcb4aa5316c1, 499 ke1235",
      "otp-md5, init-word:BOND FOGY DRAB NE RISE MART:md5 499 ke1235:RED HERD NOW BEAN PA BURG, 499 ke1235"})
  void the_examples_of_the_rfc(String algorithm, String answer, String then) throws Exception {
    files().set(ALICE, OtpPasswords.state(algorithm, 500, "ke1234", PHRASE));
    try (var server = new LoginServer(data); Session session = server.connect(Way.IMAP)) {
      assertThat(session.offered()).contains("OTP");
      assertThat(login(session, "\0alice", "otp-md5 499 ke1234 ext", answer)).startsWith("a OK");
      assertThat(server.audited()).startsWith("login accepted ").contains("mechanism=OTP user=\"alice\"");
      assertThat(files().read(ALICE)).map(OtpState::toString).contains(algorithm + " " + then);
    }
  }

  @Test
  void a_password_works_once_and_never_again() throws Exception {
    files().set(ALICE, OtpPasswords.state("otp-sha1", 500, "ke1234", PHRASE));
    List<OtpPasswords.Printed> list = OtpPasswords.next(files().read(ALICE).orElseThrow(), PHRASE, 2);
    try (var server = new LoginServer(data)) {
      try (Session session = server.connect(Way.POP3)) {
        assertThat(session.offered()).contains("OTP");
        assertThat(login(session, "\0alice", "otp-sha1 499 ke1234 ext", "hex:" + list.getFirst().hex())).startsWith("+OK");
      }
      try (Session session = server.connect(Way.IMAP)) {
        assertThat(login(session, "\0alice", "otp-sha1 498 ke1234 ext", "hex:" + list.getFirst().hex())).startsWith("a NO [AUTHENTICATIONFAILED]");
        assertThat(login(session, "\0alice", "otp-sha1 498 ke1234 ext", "nonsense")).startsWith("a NO [AUTHENTICATIONFAILED]");
      }
    }
    try (var restarted = new LoginServer(data); Session session = restarted.connect(Way.IMAP)) {
      assertThat(login(session, "\0alice", "otp-sha1 498 ke1234 ext", "word:" + list.getLast().words())).startsWith("a OK");
    }
  }

  @Test
  void while_one_types_nobody_else_can_guess() throws Exception {
    files().set(ALICE, OtpPasswords.state("otp-md5", 500, "ke1234", PHRASE));
    try (var server = new LoginServer(data); Session slow = server.connect(Way.IMAP); Session other = server.connect(Way.IMAP)) {
      assertThat(slow.authenticate("OTP", Optional.of(utf8("\0alice")), challenge -> {
        assertThat(other.authenticate("OTP", Optional.of(utf8("\0alice")), any -> any)).startsWith("a NO [UNAVAILABLE]");
        assertThat(server.audited()).contains("this user is being logged in with a one-time password already");
        return utf8("hex:5bf075d9959d036f");
      })).startsWith("a OK");
      assertThat(login(other, "\0alice", "otp-md5 498 ke1234 ext", "hex:5bf075d9959d036f")).startsWith("a NO [AUTHENTICATIONFAILED]");
    }
  }

  @Test
  void who_gives_up_or_goes_away_lets_others_have_their_turn() throws Exception {
    files().set(ALICE, OtpPasswords.state("otp-md5", 500, "ke1234", PHRASE));
    try (var server = new LoginServer(data); Session session = server.connect(Way.IMAP)) {
      session.client().send("a AUTHENTICATE OTP AGFsaWNl\r\n");
      assertThat(session.client().line()).startsWith("+ ");
      session.client().send("*\r\n");
      assertThat(session.client().line()).startsWith("a BAD");
      try (Session gone = server.connect(Way.POP3)) {
        gone.client().send("AUTH OTP AGFsaWNl\r\n");
        assertThat(gone.client().line()).startsWith("+ ");
      }
      String answer;
      do {
        // until the server has seen that the connection is gone
        answer = session.authenticate("OTP", Optional.of(utf8("\0alice")), challenge -> utf8("hex:5bf075d9959d036f"));
      } while (answer.startsWith("a NO [UNAVAILABLE]"));
      assertThat(answer).startsWith("a OK");
    }
  }

  @Test
  void who_has_none_or_does_not_exist_gets_a_challenge_like_others() throws Exception {
    files().set(ALICE, OtpPasswords.state("otp-md5", 500, "ke1234", PHRASE));
    try (var server = new LoginServer(data); Session session = server.connect(Way.IMAP)) {
      for (String user : List.of("bob", "nobody", "no/user")) {
        var challenges = new java.util.HashSet<String>();
        for (int i = 0; i < 2; i++) {
          assertThat(session.authenticate("OTP", Optional.of(utf8("\0" + user)), challenge -> {
            challenges.add(new String(challenge, StandardCharsets.US_ASCII));
            return utf8("hex:5bf075d9959d036f");
          })).startsWith("a NO [AUTHENTICATIONFAILED]");
        }
        assertThat(challenges).as("always the same").singleElement().asString().matches("otp-md5 [1-9][0-9]{0,2} [a-z]{2}[0-9]{5} ext");
      }
      files().set(ALICE, OtpPasswords.state("otp-md5", 1, "ke1234", PHRASE));
      assertThat(session.authenticate("OTP", Optional.of(utf8("\0alice")), challenge -> utf8("hex:505d889f90085847")))
          .as("used up").startsWith("a NO [AUTHENTICATIONFAILED]");
    }
  }

  @Test
  void an_administrator_acts_for_others_and_nobody_else_does() throws Exception {
    files().set(ALICE, OtpPasswords.state("otp-md5", 500, "ke1234", PHRASE));
    files().set(new UserName("root"), OtpPasswords.state("otp-md5", 500, "ke1234", PHRASE));
    try (var server = new LoginServer(data)) {
      try (Session session = server.connect(Way.IMAP)) {
        assertThat(login(session, "alice\0root", "otp-md5 499 ke1234 ext", "hex:5bf075d9959d036f")).startsWith("a OK");
        assertThat(server.audited()).contains("user=\"root\" reason=\"as alice\"");
      }
      try (Session session = server.connect(Way.IMAP)) {
        assertThat(login(session, "root\0alice", "otp-md5 499 ke1234 ext", "hex:5bf075d9959d036f")).startsWith("a NO [AUTHENTICATIONFAILED]");
        assertThat(server.audited()).contains("may not act for another user");
      }
    }
  }

  @Test
  void a_state_that_cannot_be_kept_is_no_login() throws Exception {
    files().set(ALICE, OtpPasswords.state("otp-md5", 500, "ke1234", PHRASE));
    try (var server = new LoginServer(data); Session session = server.connect(Way.IMAP)) {
      assertThat(session.authenticate("OTP", Optional.of(utf8("\0alice")), challenge -> {
        // a directory in the way of the new file: it can neither be removed nor replaced
        Files.createDirectories(data.resolve("otp/.alice.new/full"));
        return utf8("hex:5bf075d9959d036f");
      })).startsWith("a NO [UNAVAILABLE]");
      assertThat(files().read(ALICE)).map(OtpState::sequence).contains(500);
    }
  }

  @Test
  void without_anybody_who_has_some_it_is_not_offered() throws Exception {
    try (var server = new LoginServer(data); Session session = server.connect(Way.IMAP)) {
      assertThat(session.offered()).isNotEmpty().doesNotContain("OTP");
      assertThat(session.authenticate("OTP", Optional.empty(), challenge -> challenge)).startsWith("a NO [CANNOT]");
    }
  }

  private OtpFiles files() {
    return new OtpFiles(data.resolve("otp"));
  }

  private static String login(Session session, String names, String asked, String answer) throws Exception {
    return session.authenticate("OTP", Optional.of(utf8(names)), challenge -> {
      assertThat(new String(challenge, StandardCharsets.US_ASCII)).isEqualTo(asked);
      return utf8(answer);
    });
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
