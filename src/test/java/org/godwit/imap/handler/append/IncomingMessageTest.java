package org.godwit.imap.handler.append;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.CRC32;
import org.godwit.mail.Summary;
import org.godwit.mailbox.api.IncomingBody;
import org.godwit.mailbox.api.NewMessage;
import org.godwit.mime.MessageParser;
import org.junit.jupiter.api.Test;

class IncomingMessageTest {

  private static final Duration WAIT = Duration.ofSeconds(10);

  /** Sums up what it is given. */
  private static final class Body implements IncomingBody {
    private final CRC32 sum = new CRC32();
    private final List<UniEmitter<? super Void>> waiting = new ArrayList<>();
    private long length;
    private boolean slow;
    private boolean aborted;

    @Override
    public Uni<Void> write(Buffer octets) {
      sum.update(octets.getBytes());
      length += octets.length();
      return slow ? Uni.createFrom().emitter(waiting::add) : Uni.createFrom().voidItem();
    }

    @Override
    public Uni<NewMessage.Received> finish() {
      return Uni.createFrom().item(new NewMessage.Received("name", length));
    }

    @Override
    public void abort() {
      aborted = true;
    }
  }

  private final Body body = new Body();
  private final IncomingMessage message = new IncomingMessage(body);

  @Test
  void hundredMebibytesGoToDiskAndThroughTheParser() {
    byte[] head = "Subject: huge\r\nContent-Type: text/plain\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    byte[] piece = "0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmno\r\n".repeat(512).getBytes(StandardCharsets.US_ASCII);
    var sum = new CRC32();
    write(head, sum);
    int pieces = (100 << 20) / piece.length;
    for (int i = 0; i < pieces; i++) {
      write(piece, sum);
    }
    message.complete().await().atMost(WAIT);
    assertThat(body.sum.getValue()).isEqualTo(sum.getValue());
    assertThat(message.received()).isEqualTo(new NewMessage.Received("name", head.length + (long) pieces * piece.length));
    var summary = Summary.decode(message.summary());
    assertThat(summary.size()).isEqualTo(message.received().length());
    assertThat(summary.subject()).isEqualTo("huge");
    assertThat(summary.encodedSize()).isLessThan(4096);
    assertThat(message.hasNul()).isFalse();
  }

  private void write(byte[] octets, CRC32 sum) {
    sum.update(octets);
    message.write(Buffer.buffer(octets)).await().atMost(WAIT);
  }

  @Test
  void summaryIsThatOfTheWholeMessageHoweverItCame() {
    byte[] octets = ("Subject: parts\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\none\r\n--b\r\n\r\ntwo\0\r\n--b--\r\n")
        .getBytes(StandardCharsets.US_ASCII);
    for (byte octet : octets) {
      message.write(Buffer.buffer(new byte[] {octet})).await().atMost(WAIT);
    }
    message.complete().await().atMost(WAIT);
    assertThat(Summary.decode(message.summary())).isEqualTo(MessageParser.parse(octets));
    assertThat(message.hasNul()).isTrue();
  }

  @Test
  void connectionIsNotReadWhileTheDiskIsBusy() {
    body.slow = true;
    var written = new AtomicBoolean();
    message.write(Buffer.buffer("x")).subscribe().with(done -> written.set(true));
    assertThat(written).isFalse();
    body.waiting.getFirst().complete(null);
    assertThat(written).isTrue();
  }

  @Test
  void whatIsGivenUpIsDropped() {
    message.write(Buffer.buffer("x")).await().atMost(WAIT);
    message.release();
    assertThat(body.aborted).isTrue();
  }
}
