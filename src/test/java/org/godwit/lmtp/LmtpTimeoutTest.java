package org.godwit.lmtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.godwit.imap.transcript.TestClient;
import org.godwit.lmtp.session.LmtpLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who says nothing is sent away, before a command and in the middle of a message. */
@Timeout(60)
class LmtpTimeoutTest {

  @Test
  void silence_ends_a_session() throws IOException {
    var limits = new LmtpLimits(1000, 100, 20, 1 << 20, 200, LmtpLimits.DEFAULT.wire());
    try (var server = LmtpTestServer.inMemory(limits); var silent = new TestClient(server.port(), 100); var halfway = new TestClient(server.port(), 100)) {
      halfway.send("LHLO x\r\nMAIL FROM:<>\r\nRCPT TO:<user1>\r\nBDAT 100\r\nhello");
      assertThat(silent.line()).startsWith("220");
      assertThat(silent.line()).startsWith("421 4.4.2");
      assertThat(silent.isEnded()).isTrue();
      String line;
      do {
        line = halfway.line();
      } while (line.startsWith("2"));
      assertThat(line).startsWith("421 4.4.2");
      assertThat(halfway.isEnded()).isTrue();
      server.stopServing().join();
      assertThat(server.memoryBytes()).isZero();
    }
  }
}
