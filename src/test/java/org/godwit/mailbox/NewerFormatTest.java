package org.godwit.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;
import org.godwit.account.Extent;
import org.godwit.mail.Flags;
import org.godwit.mail.MailboxName;
import org.godwit.mailbox.api.MailboxFailure;
import org.godwit.mailbox.api.MailboxFailure.Kind;
import org.godwit.mailbox.api.MailboxReply;
import org.godwit.mailbox.api.MailboxRequest;
import org.godwit.mailbox.api.NewMessage;
import org.godwit.mime.MessageParser;
import org.godwit.storage.AccountFiles;
import org.godwit.storage.StoreCheck;
import org.godwit.storage.StoreOptions;
import org.godwit.storage.codec.NewerFormatException;
import org.godwit.storage.io.RealDisk;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** A file of an account that a later version of Godwit wrote: that account is left alone, octet for octet, and the others are served. */
class NewerFormatTest {

  private static final Duration WAIT = Duration.ofSeconds(30);
  private static final int COPY = 512;

  @TempDir
  private Path data;

  private Vertx vertx;
  private final Logger log = (Logger) LoggerFactory.getLogger("org.godwit");
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private MailStore store;

  @BeforeEach
  void fill() {
    lines.start();
    log.addAppender(lines);
    serve();
    for (String account : List.of("anna", "bert")) {
      ask(new MailboxRequest.Catalogue(account));
      ask(new MailboxRequest.Append(account, MailboxName.INBOX, IntStream.range(0, 40).mapToObj(i -> message()).toList(), Optional.empty()));
    }
    var body = store.client().receive("anna").await().atMost(WAIT);
    body.write(Buffer.buffer("Subject: large\r\n\r\n" + "x".repeat(5_000))).await().atMost(WAIT);
    ask(new MailboxRequest.Append("anna", MailboxName.INBOX, List.of(new NewMessage(body.finish().await().atMost(WAIT), summary(), Flags.NONE,
        Optional.empty(), 0)), Optional.empty()));
    // closing writes a checkpoint; what comes then is in the journal only
    end();
    serve();
    ask(new MailboxRequest.Append("anna", MailboxName.INBOX, List.of(message()), Optional.empty()));
    end();
  }

  private void serve() {
    vertx = Vertx.vertx();
    store = MailStore.start(vertx, data, StoreOptions.DEFAULTS, new StoreLimits(new Limits(1000, 1L << 30, 255, 1000), 2, 60_000, 0)).await()
        .atMost(WAIT);
  }

  private void end() {
    store.stop().await().atMost(WAIT);
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @AfterEach
  void close() {
    log.detachAppender(lines);
  }

  private <R extends MailboxReply> R ask(MailboxRequest<R> request) {
    return store.client().send(request).await().atMost(WAIT);
  }

  private static byte[] octets() {
    return "Subject: small\r\n\r\nHello\r\n".getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] summary() {
    return MessageParser.parse(octets()).encode();
  }

  private static NewMessage message() {
    return new NewMessage(new NewMessage.Small(octets()), summary(), Flags.NONE, Optional.empty(), 0);
  }

  private Path anna() {
    return new AccountDirectories(data).of("anna");
  }

  /** The newest file of a kind. */
  private Path newest(String suffix) throws IOException {
    try (var files = Files.walk(anna())) {
      return files.filter(file -> file.toString().endsWith(suffix)).max(Comparator.naturalOrder()).orElseThrow();
    }
  }

  private Map<String, ByteBuffer> contents() throws IOException {
    var found = new TreeMap<String, ByteBuffer>();
    try (var files = Files.walk(anna())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        found.put(anna().relativize(file).toString(), ByteBuffer.wrap(Files.readAllBytes(file)));
      }
    }
    return found;
  }

  private static void bump(Path file, boolean sealed) throws IOException {
    var bytes = ByteBuffer.wrap(Files.readAllBytes(file));
    boolean segment = file.toString().endsWith(".seg");
    for (int at = 0; at == 0 || segment && at <= COPY; at += COPY) {
      assertThat(bytes.get(at + 7)).isEqualTo((byte) '1');
      bytes.put(at + 7, (byte) '2');
      if (segment && sealed) {
        var crc = new CRC32C();
        crc.update(bytes.slice(at, COPY - 4));
        bytes.putInt(at + COPY - 4, (int) crc.getValue());
      }
    }
    Files.write(file, bytes.array());
  }

  private void isLeftAlone(String file) throws Exception {
    var before = contents();
    serve();
    for (int i = 0; i < 3; i++) {
      refused(new MailboxRequest.Select("anna", MailboxName.INBOX, true));
      refused(new MailboxRequest.Append("anna", MailboxName.INBOX, List.of(message()), Optional.empty()));
    }
    assertThat(ask(new MailboxRequest.Select("bert", MailboxName.INBOX, false)).mailbox().messages().size()).isEqualTo(40);
    end();
    assertThat(contents()).isEqualTo(before);
    assertThat(lines.list).as("said once").filteredOn(line -> line.getFormattedMessage().contains("anna")).singleElement()
        .satisfies(line -> assertThat(line.getFormattedMessage()).startsWith("account anna: cannot be opened")
            .contains(file + " has format version 2; this Godwit knows version 1"))
        .satisfies(line -> assertThat(line.getThrowableProxy()).isNull());
    assertThatThrownBy(() -> StoreCheck.check(new RealDisk(), anna())).isInstanceOf(NewerFormatException.class)
        .hasMessageContaining(file + " has format version 2; this Godwit knows version 1");
    assertThat(contents()).isEqualTo(before);
  }

  private void refused(MailboxRequest<?> request) {
    assertThatThrownBy(() -> ask(request)).isInstanceOfSatisfying(MailboxFailure.class, failure -> {
      assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
      assertThat(failure.getMessage()).isEqualTo("The account cannot be opened now");
    });
  }

  private void isServed(int messages) {
    serve();
    assertThat(ask(new MailboxRequest.Select("anna", MailboxName.INBOX, false)).mailbox().messages().size()).isEqualTo(messages);
    end();
  }

  @ParameterizedTest
  @ValueSource(strings = {".seg", ".catalogue", ".index", ".summaries"})
  void of_a_file_that_a_later_version_wrote_the_account_is_left_alone(String suffix) throws Exception {
    Path file = newest(suffix);
    byte[] original = Files.readAllBytes(file);
    bump(file, true);
    isLeftAlone(anna().relativize(file).toString());
    Files.write(file, original);
    isServed(42);
  }

  @Test
  void so_is_one_with_a_segment_of_another_header() throws Exception {
    Path file = newest(".seg");
    bump(file, false);
    isLeftAlone(anna().relativize(file).toString());
  }

  @Test
  void so_is_one_whose_epoch_is_of_a_later_version() throws Exception {
    Path epoch = newest(".epoch");
    Files.writeString(epoch, "GODWITE2 and more");
    isLeftAlone(anna().relativize(epoch).toString());
    Files.writeString(epoch, "");
    isServed(42);
  }

  @Test
  void one_damaged_octet_of_a_segment_makes_it_no_later_one() throws Exception {
    Path file = newest(".seg");
    var bytes = Files.readAllBytes(file);
    bytes[7] = '2';
    Files.write(file, bytes);
    isServed(42);
  }

  @Test
  void of_a_body_that_a_later_version_wrote_only_the_message_is_not_to_be_had() throws Exception {
    Path file = newest(".body");
    var bytes = Files.readAllBytes(file);
    assertThat(bytes[bytes.length - 17]).isEqualTo((byte) '1');
    bytes[bytes.length - 17] = '2';
    Files.write(file, bytes);
    serve();
    var messages = ask(new MailboxRequest.Select("anna", MailboxName.INBOX, false)).mailbox().messages();
    Extent body = messages.body(40);
    assertThat(body.isBodyFile()).isTrue();
    assertThatThrownBy(() -> store.client().reader("anna").verify(body).await().atMost(WAIT))
        .isInstanceOfSatisfying(MailboxFailure.class, failure -> assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE));
    store.client().reader("anna").verify(messages.body(41)).await().atMost(WAIT);
    end();
    assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
    assertThat(lines.list).anySatisfy(line -> assertThat(line.getFormattedMessage())
        .contains("bodies/" + file.getFileName() + " has format version 2; this Godwit knows version 1"));
    assertThatThrownBy(() -> StoreCheck.check(new RealDisk(), anna())).isInstanceOf(NewerFormatException.class);
    assertThat(new AccountFiles(new RealDisk(), anna()).journal().numbers()).isNotEmpty();
  }
}
