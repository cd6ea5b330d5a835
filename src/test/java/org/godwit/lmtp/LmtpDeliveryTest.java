package org.godwit.lmtp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.godwit.imap.transcript.TestClient;
import org.godwit.lmtp.session.LmtpLimits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.godwit.mime.HeadSwapTest;
import org.godwit.mime.MessageParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of messages: to the octet, for everybody who should have them and nobody else. */
@Timeout(60)
class LmtpDeliveryTest {

  private static final int WHOLE = 1 << 20;
  private static final long SKIP_BYTES_MAX = 20L << 20;
  private static final LmtpLimits LIMITS =
      new LmtpLimits(1000, 1000, 20, SKIP_BYTES_MAX, 60_000, LmtpLimits.DEFAULT.wire());

  @TempDir
  Path data;
  private LmtpTestServer server;

  @BeforeEach
  void start() {
    server = LmtpTestServer.onDisk(data, LIMITS);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private TestClient ready(int pieceBytes) throws IOException {
    var client = new TestClient(server.port(), pieceBytes);
    assertThat(client.line()).startsWith("220 ");
    client.send("LHLO client.example\r\n");
    while (!client.line().startsWith("250 ")) {
      // capabilities
    }
    return client;
  }

  private static void envelope(TestClient client, String... recipients) {
    client.send("MAIL FROM:<a@b.example> BODY=8BITMIME\r\n");
    assertThat(client.line()).startsWith("250 2.1.0");
    for (String recipient : recipients) {
      client.send("RCPT TO:<" + recipient + ">\r\n");
      assertThat(client.line()).startsWith("250 2.1.5");
    }
  }

  private static void data(TestClient client, byte[] body) {
    client.send("DATA\r\n");
    assertThat(client.line()).startsWith("354 ");
    client.send(stuffed(body));
  }

  private static byte[] stuffed(byte[] body) {
    return (("\r\n" + new String(body, ISO_8859_1)).replace("\r\n.", "\r\n..").substring(2) + ".\r\n").getBytes(ISO_8859_1);
  }

  /** The message behind the trace fields. */
  private static byte[] sent(byte[] stored) {
    String text = new String(stored, ISO_8859_1);
    int received = text.indexOf("Received: ");
    int end = received;
    do {
      end = text.indexOf("\r\n", end) + 2;
    } while (text.charAt(end) == '\t');
    return Arrays.copyOfRange(stored, end, stored.length);
  }

  /** Full of what is hard: dots, lone CR and LF, NUL, lines of any length; ends in CRLF. */
  private static byte[] awkward(Random random, int size) {
    var pieces = List.of("\r\n", "\r\n.", ".", "\n", "\r", "\0", "\r\n.\n", "\n.\r\n", "x".repeat(200), "\u00e9", "\r\n..\r\n", "--", "\r\n\r\n");
    var body = new StringBuilder("Subject: x\r\n\r\n");
    while (body.length() < size) {
      body.append(pieces.get(random.nextInt(pieces.size())));
    }
    return body.append("end\r\n").toString().getBytes(ISO_8859_1);
  }

  @Test
  void bodies_of_all_sizes_in_any_cut_arrive_to_the_octet() throws IOException {
    var random = new Random(7);
    var sizes = List.of(0, 1, 100, 5000, LmtpTestServer.MEMORY_BYTES_MAX - 20, LmtpTestServer.MEMORY_BYTES_MAX + 1, 300_000);
    for (int pieceBytes : List.of(WHOLE, 1000, 997)) {
      try (var client = ready(pieceBytes)) {
        for (int size : sizes) {
          byte[] body = awkward(random, size);
          String user = "user" + size + "-" + pieceBytes;
          envelope(client, user);
          data(client, body);
          assertThat(client.line()).startsWith("250 2.0.0");
          envelope(client, user);
          int middle = random.nextInt(body.length);
          client.send("BDAT " + middle + "\r\n");
          client.send(Arrays.copyOf(body, middle));
          assertThat(client.line()).startsWith("250 2.0.0");
          client.send("BDAT " + (body.length - middle) + " LAST\r\n");
          client.send(Arrays.copyOfRange(body, middle, body.length));
          assertThat(client.line()).startsWith("250 2.0.0");
          assertThat(server.messages(user, "INBOX")).hasSize(2).allSatisfy(stored -> {
            assertThat(sent(stored)).isEqualTo(body);
            assertThat(new String(stored, ISO_8859_1)).startsWith("Return-Path: <a@b.example>\r\nDelivered-To: " + user + "\r\nReceived: ");
          });
        }
      }
    }
    assertThat(server.memoryBytes()).isZero();
  }

  @Test
  void a_line_of_megabytes_is_text_like_any_other() throws IOException {
    byte[] body = ("x".repeat(5 << 20) + "\r\n").getBytes(ISO_8859_1);
    try (var client = ready(WHOLE)) {
      envelope(client, "user1");
      data(client, body);
      assertThat(client.line()).startsWith("250 ");
    }
    assertThat(sent(server.messages("user1", "INBOX").getFirst())).isEqualTo(body);
  }

  @Test
  void a_large_message_for_many_is_on_disk_once() throws IOException {
    byte[] body = awkward(new Random(3), 500_000);
    String[] recipients = IntStream.range(0, 50).mapToObj(i -> "user" + i).toArray(String[]::new);
    try (var client = ready(WHOLE)) {
      envelope(client, recipients);
      data(client, body);
      for (String recipient : recipients) {
        assertThat(client.line()).isEqualTo("250 2.0.0 <" + recipient + "> Delivered");
      }
    }
    for (String recipient : recipients) {
      byte[] stored = server.messages(recipient, "INBOX").getFirst();
      assertThat(sent(stored)).isEqualTo(body);
      assertThat(new String(stored, ISO_8859_1)).startsWith("Return-Path: <a@b.example>\r\nDelivered-To: " + recipient + "\r\nReceived: from")
          .contains("\r\n\tfor <" + recipient + ">;");
      assertThat(server.firstSummary(recipient, "INBOX")).isEqualTo(HeadSwapTest.withoutDigest(MessageParser.parse(stored)));
    }
    assertThat(server.store().received()).isEqualTo(1);
    var files = new HashSet<Object>();
    try (var all = Files.walk(data)) {
      for (Path file : all.filter(path -> path.toString().endsWith(".tail")).toList()) {
        files.add(Files.getAttribute(file, "unix:ino"));
        assertThat(Files.getAttribute(file, "unix:nlink")).isEqualTo(50);
      }
    }
    assertThat(files).hasSize(1);
    assertThat(incoming()).isEmpty();
  }

  private List<Path> incoming() throws IOException {
    try (var all = Files.walk(data)) {
      return all.filter(path -> path.toString().endsWith(".part")).toList();
    }
  }

  @Test
  void with_a_large_message_each_has_their_own_fate_too() throws IOException {
    byte[] body = awkward(new Random(3), 200_000);
    try (var client = ready(WHOLE)) {
      envelope(client, "user1", "user-full", "user-noshare", "user-away", "user2");
      data(client, body);
      assertThat(client.line()).startsWith("250 2.0.0 <user1>");
      assertThat(client.line()).startsWith("452 4.3.1 <user-full>");
      assertThat(client.line()).startsWith("452 4.3.1 <user-noshare>");
      assertThat(client.line()).startsWith("451 4.3.0 <user-away>");
      assertThat(client.line()).startsWith("250 2.0.0 <user2>");
    }
    assertThat(sent(server.messages("user1", "INBOX").getFirst())).isEqualTo(body);
    assertThat(sent(server.messages("user2", "INBOX").getFirst())).isEqualTo(body);
    assertThat(server.messages("user-noshare", "INBOX")).isEmpty();
  }

  @Test
  void a_full_disk_is_told_when_everything_was_sent() throws IOException {
    try (var client = ready(WHOLE)) {
      envelope(client, "user-nodisk", "user2");
      data(client, awkward(new Random(1), 200_000));
      assertThat(client.line()).startsWith("452 4.3.1");
      assertThat(client.line()).startsWith("452 4.3.1");
      client.send("NOOP\r\n");
      assertThat(client.line()).startsWith("250");
    }
    assertThat(server.messages("user2", "INBOX")).isEmpty();
  }

  @Test
  void a_message_that_is_too_big_is_read_past_and_refused_and_the_next_one_is_not() throws IOException {
    byte[] piece = ("y".repeat(1022) + "\r\n").repeat(1024).getBytes(ISO_8859_1);
    try (var client = ready(WHOLE)) {
      envelope(client, "user1", "user2");
      client.send("DATA\r\n");
      assertThat(client.line()).startsWith("354");
      for (int i = 0; i < LmtpTestServer.MESSAGE_BYTES_MAX / piece.length; i++) {
        client.send(piece);
      }
      client.send(".\r\n");
      assertThat(client.line()).startsWith("552 5.3.4");
      assertThat(client.line()).startsWith("552 5.3.4");
      envelope(client, "user1");
      data(client, "short\r\n".getBytes(ISO_8859_1));
      assertThat(client.line()).startsWith("250");
    }
    assertThat(server.messages("user1", "INBOX")).hasSize(1);
    assertThat(incoming()).isEmpty();
  }

  @Test
  void the_largest_message_allowed_is_taken_in_constant_memory() throws IOException {
    long sizeMax = LmtpTestServer.MESSAGE_BYTES_MAX - 4096;
    byte[] piece = ("z".repeat(1022) + "\r\n").repeat(1023).getBytes(ISO_8859_1);
    try (var client = ready(WHOLE)) {
      client.send("MAIL FROM:<a@b.example> SIZE=" + sizeMax + "\r\nRCPT TO:<user1>\r\n");
      assertThat(client.line()).startsWith("250");
      assertThat(client.line()).startsWith("250");
      client.send("BDAT " + sizeMax + " LAST\r\n");
      long rest = sizeMax;
      while (rest > 0) {
        int length = (int) Math.min(rest, piece.length);
        client.send(length == piece.length ? piece : Arrays.copyOf(piece, length));
        rest -= length;
        assertThat(server.memoryBytes()).isZero();
      }
      assertThat(client.line()).startsWith("250");
    }
    assertThat(server.messages("user1", "INBOX").getFirst().length).isGreaterThan((int) sizeMax);
  }

  @Test
  void messages_that_find_no_memory_go_to_disk() throws IOException {
    var clients = new java.util.ArrayList<TestClient>();
    byte[] body = ("w".repeat(998) + "\r\n").repeat(60).getBytes(ISO_8859_1);
    try {
      for (int i = 0; i < 30; i++) {
        var client = ready(WHOLE);
        clients.add(client);
        envelope(client, "user" + i);
        client.send("BDAT " + body.length + "\r\n");
        client.send(body);
        assertThat(client.line()).startsWith("250");
        assertThat(server.memoryBytes()).isLessThanOrEqualTo(1 << 20);
      }
      assertThat(server.store().received()).isPositive();
      for (int i = 0; i < 30; i++) {
        clients.get(i).send("BDAT 0 LAST\r\n");
        assertThat(clients.get(i).line()).startsWith("250");
        assertThat(sent(server.messages("user" + i, "INBOX").getFirst())).isEqualTo(body);
      }
      assertThat(server.memoryBytes()).isZero();
    } finally {
      for (var client : clients) {
        client.close();
      }
    }
  }

  @Test
  void who_goes_away_in_the_middle_delivers_nothing() throws Exception {
    byte[] body = awkward(new Random(5), 200_000);
    byte[] wire = stuffed(body);
    for (int sent : List.of(0, 1, 10_000, wire.length - 3, wire.length - 1)) {
      try (var client = ready(WHOLE)) {
        envelope(client, "user1", "user2");
        client.send("DATA\r\n");
        assertThat(client.line()).startsWith("354");
        client.send(Arrays.copyOf(wire, sent));
      }
    }
    try (var client = ready(WHOLE)) {
      envelope(client, "user1");
      client.send("BDAT 100 LAST\r\n");
      client.send(new byte[99]);
    }
    server.stopServing().get(20, TimeUnit.SECONDS);
    assertThat(server.messages("user1", "INBOX")).isEmpty();
    assertThat(server.messages("user2", "INBOX")).isEmpty();
    assertThat(server.memoryBytes()).isZero();
  }

  @Test
  void replies_come_in_order_and_as_soon_as_they_are_known() throws IOException {
    try (var client = ready(WHOLE)) {
      envelope(client, "user1", "user-late", "user2", "user3");
      data(client, "text\r\n".getBytes(ISO_8859_1));
      assertThat(client.line()).startsWith("250 2.0.0 <user1>");
      server.store().letGo();
      assertThat(client.line()).startsWith("250 2.0.0 <user-late>");
      assertThat(client.line()).startsWith("250 2.0.0 <user2>");
      assertThat(client.line()).startsWith("250 2.0.0 <user3>");
    }
  }

  @Test
  void a_slow_sender_and_a_slow_account_hold_up_nobody_else() throws IOException {
    try (var slow = ready(WHOLE); var late = ready(WHOLE); var quick = ready(WHOLE)) {
      envelope(slow, "user1");
      slow.send("DATA\r\n");
      assertThat(slow.line()).startsWith("354");
      slow.send(new byte[200_000]);
      envelope(late, "user-late");
      data(late, "text\r\n".getBytes(ISO_8859_1));
      for (int i = 0; i < 20; i++) {
        envelope(quick, "user1");
        data(quick, "quick\r\n".getBytes(ISO_8859_1));
        assertThat(quick.line()).startsWith("250");
      }
      slow.send("\r\n.\r\n");
      assertThat(slow.line()).startsWith("250");
      server.store().letGo();
      assertThat(late.line()).startsWith("250");
    }
    assertThat(server.messages("user1", "INBOX")).hasSize(21);
  }

  @Test
  void commands_of_many_messages_in_one_piece_are_answered_in_order() throws IOException {
    var all = new ByteArrayOutputStream();
    for (int i = 0; i < 300; i++) {
      all.writeBytes(("MAIL FROM:<a@b.example>\r\nRCPT TO:<user" + i % 7 + ">\r\nRCPT TO:<nobody>\r\nBDAT 6 LAST\r\nm" + String.format("%03d", i) + "\r\n").getBytes(ISO_8859_1));
    }
    try (var client = ready(WHOLE)) {
      var sender = Thread.startVirtualThread(() -> client.send(all.toByteArray()));
      for (int i = 0; i < 300; i++) {
        assertThat(client.line()).startsWith("250 2.1.0");
        assertThat(client.line()).startsWith("250 2.1.5");
        assertThat(client.line()).startsWith("550 5.1.1");
        assertThat(client.line()).isEqualTo("250 2.0.0 <user" + i % 7 + "> Delivered");
      }
      assertThat(sender).isNotNull();
    }
    assertThat(server.messages("user6", "INBOX")).hasSize(42);
  }

  @Test
  void who_is_told_that_the_server_stops_knows_what_became_of_the_message() throws Exception {
    try (var client = ready(WHOLE); var idle = ready(WHOLE)) {
      envelope(client, "user-late");
      data(client, "text\r\n".getBytes(ISO_8859_1));
      client.send("NOOP\r\n");
      server.store().awaitLate();
      var stopped = server.stopServing();
      assertThat(idle.line()).startsWith("421 4.3.2");
      assertThat(idle.isEnded()).isTrue();
      server.store().letGo();
      assertThat(client.line()).startsWith("250 2.0.0 <user-late>");
      stopped.get(20, TimeUnit.SECONDS);
    }
    assertThat(server.messages("user-late", "INBOX")).hasSize(1);
  }

  @Test
  void who_never_ends_a_message_is_cut_off() throws IOException {
    byte[] piece = new byte[1 << 20];
    try (var client = ready(WHOLE)) {
      envelope(client, "user1");
      client.send("DATA\r\n");
      assertThat(client.line()).startsWith("354");
      try {
        for (int i = 0; i < SKIP_BYTES_MAX / piece.length + 8; i++) {
          client.send(piece);
        }
      } catch (java.io.UncheckedIOException cutOff) {
        // as it should be
      }
      assertThat(client).satisfies(cut -> assertThatCutOff(cut));
    }
    assertThat(server.messages("user1", "INBOX")).isEmpty();
  }

  private static void assertThatCutOff(TestClient client) {
    try {
      assertThat(client.line()).startsWith("421 4.5.2");
    } catch (java.io.UncheckedIOException reset) {
      // the server did not read all of it, and the system told so before its last words
    }
  }
}
