package org.godwit.imap.transcript;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import org.godwit.Pop3Stack;
import org.godwit.auth.CleartextPolicy;
import org.godwit.auth.sasl.SaslLogins;
import org.godwit.imap.session.ImapLimits;
import org.godwit.pop3.Pop3TestServer;
import org.godwit.pop3.session.Pop3Limits;
import org.godwit.tls.ServerTls;
import org.godwit.tls.TestAuthority;
import org.godwit.tls.TestTls;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Plays the transcripts of SASL mechanisms and APOP, over IMAP and POP3: whole, and cut into small pieces. */
class SaslTranscriptsTest {

  private static final int WHOLE = 1 << 20;
  private static final AtomicInteger USERS = new AtomicInteger();
  private static final long LOGIN_DELAY_MS = 3_600_000;

  @TempDir
  static Path data;
  private static TestAuthority authority;
  private static ServerTls tls;
  private static SaslLogins logins;
  private static TestServer imap;
  private static Pop3TestServer pop3;
  /** For transcripts with the header LoginDelay. */
  private static Pop3TestServer delaying;
  /** For transcripts with the header Cleartext: passwords are taken over TLS only. */
  private static TestServer privateImap;
  private static Pop3TestServer privatePop3;

  @BeforeAll
  static void start() throws Exception {
    authority = new TestAuthority("CN=Example CA,O=Example");
    tls = TestTls.open(Path.of("/nonexistent"), Map.of("clientCa", authority.save(data.resolve("ca.pem")).toString()));
    logins = new SaslLogins(data.resolve("otp"));
    imap = imap(CleartextPolicy.LOOPBACK);
    pop3 = pop3(imap, CleartextPolicy.LOOPBACK, Pop3Limits.DEFAULT);
    delaying = pop3(imap, CleartextPolicy.LOOPBACK,
        Pop3Limits.DEFAULT.withTimes(Pop3Limits.DEFAULT.idleTimeoutMs(), LOGIN_DELAY_MS));
    privateImap = imap(CleartextPolicy.TLS);
    privatePop3 = pop3(privateImap, CleartextPolicy.TLS, Pop3Limits.DEFAULT);
  }

  private static TestServer imap(CleartextPolicy cleartext) {
    return TestServer.ofEverything(ImapLimits.DEFAULT, logins.methods(cleartext), tls);
  }

  private static Pop3TestServer pop3(TestServer beside, CleartextPolicy cleartext, Pop3Limits limits) {
    return new Pop3TestServer(beside, Pop3Stack.services(beside.store(), logins.methods(cleartext),
        Optional.of(logins.apop()), Optional.of(tls), limits, false));
  }

  @AfterAll
  static void stop() {
    imap.close();
    privateImap.close();
    logins.close();
    tls.close();
  }

  @TestFactory
  Stream<DynamicTest> transcripts() throws IOException, URISyntaxException {
    var root = Path.of(SaslTranscriptsTest.class.getResource("/transcripts/sasl").toURI());
    try (var files = Files.walk(root)) {
      return files.filter(file -> file.toString().endsWith(".txt")).sorted().toList().stream()
          .flatMap(file -> Stream.of(test(root, file, WHOLE), test(root, file, 1), test(root, file, 7)));
    }
  }

  private static DynamicTest test(Path root, Path file, int pieceBytes) {
    return DynamicTest.dynamicTest(root.relativize(file) + " by " + pieceBytes + " octets", file.toUri(), () -> {
      var transcript = Transcript.read(root, file);
      var user = "user" + USERS.incrementAndGet();
      logins.add(user);
      boolean ofImap = file.getParent().endsWith("imap");
      boolean isPrivate = transcript.headers().containsKey("cleartext");
      var beside = isPrivate ? privateImap : imap;
      var ofPop3 = isPrivate ? privatePop3 : transcript.headers().containsKey("logindelay") ? delaying : pop3;
      try (var run = new TranscriptRun(transcript, ofImap ? new ImapManners() : new Pop3Manners(),
          ofImap ? beside.port() : ofPop3.port(), beside.port(), pieceBytes, user, SaslTranscriptsTest::client)) {
        run.play();
      }
    });
  }

  private static SSLContext client(String user) {
    try {
      var keys = user.isEmpty() ? new KeyManager[0] : authority.person("CN=" + user).keyManagers();
      return TestTls.context("TLS", tls.certificates(), keys);
    } catch (Exception failed) {
      throw new IllegalStateException(failed);
    }
  }
}
