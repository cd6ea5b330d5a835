package org.godwit.imap.handler.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.godwit.mail.Flags;
import org.junit.jupiter.api.Test;

/** What is answered again and again is answered alike, and not read again. */
class KeptItemsTest {

  private static final String HEADERS = "BODY.PEEK[HEADER.FIELDS (FROM SUBJECT)]";
  private static final List<String> ITEMS = List.of("ENVELOPE", "BODYSTRUCTURE", "BODY", "THREADID", "PREVIEW", "UID", "FLAGS",
      "RFC822.SIZE", HEADERS, "BODY.PEEK[HEADER.FIELDS (Subject)]", "BODY.PEEK[HEADER.FIELDS (Subject)]<2.7>",
      "BODY.PEEK[HEADER.FIELDS (Received)]", "BODY.PEEK[HEADER.FIELDS.NOT (Subject)]", "BODY.PEEK[1.MIME]", "BODY.PEEK[TEXT]<0.9>",
      "BODY[HEADER.FIELDS (TO)]", "BODY.PEEK[HEADER]");

  private static FetchFixture with(int messages) {
    var fixture = new FetchFixture();
    for (int i = 0; i < messages; i++) {
      fixture.add(message(i));
    }
    return fixture.select();
  }

  private static byte[] message(int number) {
    return ("From: a" + number + "@example.org\r\nTo: b@example.org\r\nSubject: number " + number + "\r\n\r\ntext " + number + "\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  @Test
  void whatIsAskedForTwiceIsNotReadAThirdTime() {
    for (var items : List.of("ENVELOPE", "(FLAGS BODYSTRUCTURE)", HEADERS, "(UID BODY THREADID " + HEADERS + ")")) {
      var fixture = with(40);
      var first = fixture.run("FETCH 1:* " + items);
      assertThat(fixture.run("FETCH 1:* " + items)).isEqualTo(first);
      int read = fixture.summariesRead;
      assertThat(read).as("what is asked for once is not kept").isEqualTo(80);
      assertThat(fixture.run("FETCH 1:* " + items)).isEqualTo(first);
      assertThat(fixture.summariesRead).as(items).isEqualTo(read);
    }
  }

  @Test
  void newMessagesAreKeptToo() {
    var fixture = with(20);
    fixture.run("FETCH 1:* ENVELOPE");
    fixture.run("FETCH 1:* ENVELOPE");
    for (int i = 0; i < 20; i++) {
      fixture.add(message(100 + i));
    }
    fixture.selection().renew().await().indefinitely();
    fixture.selection().announce(true).await().indefinitely();
    fixture.nanos += TimeUnit.SECONDS.toNanos(59);
    assertThat(readBy(fixture, "FETCH 1:* ENVELOPE")).as("not gathered all the time").isPositive();
    assertThat(readBy(fixture, "FETCH 1:* ENVELOPE")).isPositive();
    fixture.nanos += TimeUnit.SECONDS.toNanos(2);
    assertThat(readBy(fixture, "FETCH 1:* ENVELOPE")).isPositive();
    assertThat(readBy(fixture, "FETCH 1:* ENVELOPE")).isZero();
  }

  private static int readBy(FetchFixture fixture, String command) {
    int before = fixture.summariesRead;
    fixture.run(command);
    return fixture.summariesRead - before;
  }

  @Test
  void thousandsOfMessagesAreNotKept() {
    var fixture = with(KeptTexts.MESSAGES_MAX + 1);
    fixture.output.keep = false;
    fixture.run("FETCH 1:* ENVELOPE");
    fixture.run("FETCH 1:* ENVELOPE");
    assertThat(readBy(fixture, "FETCH 1:* ENVELOPE")).isEqualTo(KeptTexts.MESSAGES_MAX + 1);
  }

  @Test
  void newMessagesAreReadAndTheOthersNot() {
    var fixture = with(40);
    fixture.run("UID FETCH 1:* ENVELOPE");
    fixture.run("UID FETCH 1:* ENVELOPE");
    int read = fixture.summariesRead;
    fixture.add(message(77)).selection().renew().await().indefinitely();
    fixture.selection().announce(true).await().indefinitely();
    assertThat(fixture.run("UID FETCH 1:* ENVELOPE")).contains("\"number 77\"", "\"number 0\"", "\"number 39\"");
    assertThat(fixture.summariesRead - read).isLessThanOrEqualTo(32);
  }

  @Test
  void aFewMessagesAreNotKept() {
    var fixture = with(40);
    for (int i = 0; i < 4; i++) {
      fixture.run("FETCH 1:3 ENVELOPE");
    }
    assertThat(fixture.summariesRead).isEqualTo(12);
  }

  @Test
  void whatMaySetSeenIsReadEachTime() {
    var fixture = with(20);
    for (int i = 0; i < 4; i++) {
      fixture.run("FETCH 1:* BODY[HEADER.FIELDS (FROM)]");
    }
    assertThat(fixture.summariesRead).isEqualTo(80);
  }

  @Test
  void flagsAreAsTheyAre() {
    var fixture = with(20);
    fixture.run("FETCH 1:* (FLAGS ENVELOPE)");
    fixture.run("FETCH 1:* (FLAGS ENVELOPE)");
    fixture.run("FETCH 2 BODY[TEXT]");
    var lines = fixture.run("FETCH 1:* (FLAGS ENVELOPE)").lines().toList();
    assertThat(lines.get(0)).contains("FLAGS ()").contains("\"number 0\"");
    assertThat(lines.get(1)).contains("FLAGS (\\Seen)").contains("\"number 1\"");
  }

  @Test
  void noMoreThanTheBoundIsKept() {
    byte[] large = ("From: a@example.org\r\nSubject: " + "x".repeat(15_000) + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    var fixture = new FetchFixture();
    for (int i = 0; i < 600; i++) {
      fixture.add(large);
    }
    fixture.select();
    fixture.output.keep = false;
    for (int i = 0; i < 5; i++) {
      fixture.run("FETCH 1:* ENVELOPE");
      fixture.nanos += TimeUnit.MINUTES.toNanos(2);
    }
    // 600 of 15,000 octets are 9 MB, of which 2 MB are kept, and what makes it more
    int kept = KeptTexts.COLUMN_BYTES_MAX / 15_000;
    assertThat(readBy(fixture, "FETCH 1:* ENVELOPE")).isBetween(600 - 2 * kept - 32, 600 - kept);
  }

  /** Whatever is asked for, in whatever order, while messages come and go: as somebody answers who keeps nothing. */
  @Property(tries = 60)
  void answersAreThoseOfSomebodyWhoKeepsNothing(@ForAll long seed) throws Exception {
    var random = new Random(seed);
    var mail = corpus();
    var fixture = new FetchFixture();
    int uid = 1;
    for (int i = 0; i < 16 + random.nextInt(60); i++) {
      fixture.add(uid++, mail.get(random.nextInt(mail.size())), Flags.NONE);
    }
    fixture.select();
    for (int i = 0; i < 12; i++) {
      switch (random.nextInt(4)) {
        case 0 -> fixture.add(uid++, mail.get(random.nextInt(mail.size())), Flags.NONE);
        case 1 -> fixture.expunge(1 + random.nextInt(uid));
        default -> { }
      }
      fixture.selection().renew().await().indefinitely();
      fixture.selection().announce(true).await().indefinitely();
      fixture.nanos += TimeUnit.SECONDS.toNanos(random.nextInt(100));
      var command = command(random);
      byte[] kept = fixture.octets(command, FetchLimits.DEFAULT);
      var copy = new ByteArrayOutputStream();
      copy.writeBytes(kept);
      // the second of the same is told of the same flags
      byte[] again = fixture.octets(command, FetchLimits.DEFAULT);
      byte[] afresh = fixture.octetsAfresh(command);
      assertThat(again).as(command).isEqualTo(afresh);
      if (!command.contains("BODY[")) {
        assertThat(copy.toByteArray()).as(command).isEqualTo(afresh);
      }
    }
  }

  private static String command(Random random) {
    var items = new StringBuilder(ITEMS.get(random.nextInt(random.nextBoolean() ? 3 : ITEMS.size())));
    for (int i = random.nextInt(3); i > 0; i--) {
      items.append(' ').append(ITEMS.get(random.nextInt(ITEMS.size())));
    }
    int from = 1 + random.nextInt(10);
    return (random.nextBoolean() ? "FETCH 1:*" : "UID FETCH " + from + ":" + (from + 10 + random.nextInt(60))) + " (" + items + ")";
  }

  private static List<byte[]> corpus() throws Exception {
    try (var files = Files.list(Path.of("src/test/resources/corpus/mime4j"))) {
      return files.filter(file -> file.toString().endsWith(".msg")).sorted().limit(60).map(KeptItemsTest::read).toList();
    }
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
