package org.godwit.imap.handler.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.godwit.mailbox.api.MailboxFailure;
import org.godwit.wire.ConnectionClosed;
import org.junit.jupiter.api.Test;

/** What a FETCH does when messages move, vanish or are damaged under its hands. */
class FetchTroubleTest {

  private static final FetchLimits SLICES = new FetchLimits(100, 1, 0, 64, 1 << 16, 1_000_000);

  private final FetchFixture fixture = new FetchFixture();

  private static byte[] message(int number, int bodyOctets) {
    return ("Subject: " + number + "\r\n\r\n" + "x".repeat(bodyOctets)).getBytes(StandardCharsets.ISO_8859_1);
  }

  private FetchFixture with(int messages, int bodyOctets) {
    for (int i = 1; i <= messages; i++) {
      fixture.add(message(i, bodyOctets));
    }
    return fixture.select();
  }

  @Test
  void neighboursAreReadTogether() {
    with(50, 1000);
    assertThat(fixture.run("FETCH 1:* BODY.PEEK[]")).endsWith("a OK FETCH completed\r\n");
    assertThat(fixture.reads).hasSizeLessThanOrEqualTo(3);
  }

  @Test
  void compactionMovesMessagesMeanwhile() {
    with(300, 10);
    var before = fixture.run("FETCH 1:* (ENVELOPE BODY.PEEK[TEXT])", SLICES);
    fixture.cold.add(0);
    fixture.onRead = () -> {
      if (fixture.reads.size() == 10) {
        fixture.compact();
      }
    };
    fixture.reads.clear();
    assertThat(fixture.run("FETCH 1:* (ENVELOPE BODY.PEEK[TEXT])", SLICES)).isEqualTo(before);
  }

  @Test
  void compactionMovesALargeMessageInTheMiddle() {
    with(3, 10_000);
    var before = fixture.run("FETCH 1:* BODY.PEEK[]", SLICES);
    fixture.reads.clear();
    fixture.onRead = () -> {
      if (fixture.reads.size() == 200) {
        fixture.compact();
      }
    };
    assertThat(fixture.run("FETCH 1:* BODY.PEEK[]", SLICES)).isEqualTo(before);
  }

  @Test
  void messageGoneWithItsBodyIsLeftOut() {
    with(3, 10);
    fixture.cold.add(0);
    fixture.onRead = () -> {
      fixture.onRead = () -> { };
      fixture.expunge(5);
      fixture.compact();
    };
    assertThat(fixture.run("FETCH 1:3 (UID BODY.PEEK[TEXT])")).isEqualTo(
        "* 1 FETCH (UID 3 BODY[TEXT] {10}\r\nxxxxxxxxxx)\r\n* 3 FETCH (UID 7 BODY[TEXT] {10}\r\nxxxxxxxxxx)\r\n"
            + "a NO [EXPUNGEISSUED] Some of these messages no longer exist\r\n");
  }

  @Test
  void damagedBodyIsToldAndTheOthersAreGiven() {
    with(3, 10);
    fixture.damaged.add(fixture.state().body(1).offset() + 15);
    assertThat(fixture.run("FETCH 1:3 BODY.PEEK[]<0.10>")).isEqualTo(
        "* 1 FETCH (BODY[]<0> {10}\r\nSubject: 1)\r\n* 2 FETCH (BODY[]<0> {10}\r\nSubject: 2)\r\n"
            + "* 3 FETCH (BODY[]<0> {10}\r\nSubject: 3)\r\na OK FETCH completed\r\n");
    assertThat(fixture.run("FETCH 1:3 BODY.PEEK[TEXT]")).isEqualTo("* 1 FETCH (BODY[TEXT] {10}\r\nxxxxxxxxxx)\r\n"
        + "* NO [CORRUPTION] The message with UID 5 cannot be read\r\n* 3 FETCH (BODY[TEXT] {10}\r\nxxxxxxxxxx)\r\n"
        + "a NO [CORRUPTION] Some messages cannot be read\r\n");
  }

  @Test
  void bodyThatIsNotWhatWasWrittenIsGivenInNoPart() {
    with(3, 10);
    fixture.flipped.add(fixture.state().body(1).offset());
    for (var section : new String[] {"", "TEXT", "HEADER", "1"}) {
      assertThat(fixture.run("FETCH 1:3 (UID BODY.PEEK[" + section + "])"))
          .contains("* NO [CORRUPTION] The message with UID 5 cannot be read\r\n")
          .contains("* 1 FETCH (UID 3 ").doesNotContain("* 2 FETCH").contains("* 3 FETCH (UID 7 ")
          .endsWith("a NO [CORRUPTION] Some messages cannot be read\r\n");
    }
    assertThat(fixture.run("FETCH 2 (UID FLAGS ENVELOPE)")).contains("* 2 FETCH (UID 5 ").endsWith("a OK FETCH completed\r\n");
  }

  @Test
  void largeBodyThatIsNotWhatWasWrittenIsRefusedBeforeItsFirstOctet() {
    with(2, 10_000);
    fixture.flipped.add(fixture.state().body(0).offset());
    assertThat(fixture.run("FETCH 1:2 (UID BODY.PEEK[])", SLICES))
        .startsWith("* NO [CORRUPTION] The message with UID 3 cannot be read\r\n* 2 FETCH (UID 5 BODY[] {");
    assertThat(fixture.dropped).isFalse();
  }

  @Test
  void damagedSummaryIsToldAndTheOthersAreGiven() {
    with(70, 10);
    fixture.damagedSummaries.add(65);
    var answer = fixture.run("FETCH 1:* (UID BODY)");
    assertThat(answer).contains("* NO [CORRUPTION] The message with UID 65 cannot be read\r\n")
        .endsWith("a NO [CORRUPTION] Some messages cannot be read\r\n");
    assertThat(answer.lines().filter(line -> line.contains(" FETCH ")).count()).isEqualTo(69);
    assertThat(answer).contains("* 1 FETCH (UID 3 ").contains("* 31 FETCH (UID 63 ").contains("* 33 FETCH (UID 67 ")
        .contains("* 70 FETCH (UID 141 ");
  }

  @Test
  void literalThatCannotBeFinishedEndsTheConnection() {
    with(1, 10_000);
    fixture.damaged.add(fixture.state().body(0).offset() + 5000);
    assertThatThrownBy(() -> fixture.uni("FETCH 1 BODY.PEEK[]", SLICES).await().atMost(Duration.ofSeconds(10)))
        .isInstanceOf(ConnectionClosed.class);
    assertThat(fixture.dropped).isTrue();
  }

  @Test
  void largeMessageDamagedAtItsBeginningIsOnlyLeftOut() {
    with(2, 10_000);
    fixture.damaged.add(fixture.state().body(0).offset() + 5);
    assertThat(fixture.run("FETCH 1:2 (UID BODY.PEEK[]<0.200>)", SLICES)).startsWith(
        "* NO [CORRUPTION] The message with UID 3 cannot be read\r\n* 2 FETCH (UID 5 BODY[]<0> {200}\r\n");
    assertThat(fixture.dropped).isFalse();
  }

  @Test
  void readerThatAlwaysSaysExpiredIsNotAskedForever() {
    with(1, 10);
    fixture.cold.add(0);
    fixture.onRead = () -> {
      throw new MailboxFailure(MailboxFailure.Kind.EXPIRED, "gone");
    };
    assertThat(fixture.run("FETCH 1 BODY.PEEK[]")).endsWith("a NO [CORRUPTION] Some messages cannot be read\r\n");
    assertThat(fixture.reads).hasSizeLessThan(10);
  }

  @Test
  void anyNumberOfTurnsThatDoNotWait() {
    with(20_000, 0);
    var limits = new FetchLimits(1 << 18, 1, 0, 64, 1, 1);
    assertThat(fixture.run("FETCH 1:* (UID BODY.PEEK[]<0.1>)", limits).lines().count()).isEqualTo(40_001);
  }
}
