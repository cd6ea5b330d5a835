package org.godwit.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.godwit.mail.Flags;
import org.godwit.mail.Summary;
import org.godwit.textindex.LuceneTextIndex;
import org.godwit.textindex.TestIndexes;

/**
 * What is found with an index is what is found without one: in real and made-up mail, whatever is looked for, whatever happens to the
 * mailbox and to the files of the index.
 */
class TextIndexPropertyTest {

  private static final List<byte[]> CORPUS = corpus();
  private static final String[] CHARSETS = {"utf-8", "iso-8859-1", "windows-1252", "koi8-r", "shift_jis", "utf-16be", "x-unknown"};
  private static final String[] WORDS = {"Invoice", "caf\u00e9", "stra\u00dfe", "\u041f\u0440\u0438\u0432\u0435\u0442", "\u65e5\u672c\u8a9e", "\ufb01ne",
      "e\u0301te\u0301", "I\u0307stanbul", "\ud83d\ude00smile", "\u0131n", "zebra crossing", "x"};

  private static List<byte[]> corpus() {
    try (var files = Files.list(Path.of("src/test/resources/corpus/mime4j"))) {
      var found = new ArrayList<byte[]>();
      for (Path file : files.filter(name -> name.toString().endsWith(".msg")).sorted().toList()) {
        found.add(Files.readAllBytes(file));
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    try (var files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Property(tries = 15)
  void an_index_changes_nothing(@ForAll long seed) throws IOException {
    var directory = Files.createTempDirectory("godwit-index");
    try {
      history(new Random(seed), directory);
    } finally {
      delete(directory);
    }
  }

  private static void history(Random random, Path directory) throws IOException {
    var mailbox = new TestMailbox();
    var texts = new ArrayList<String>();
    var index = TestIndexes.at(directory);
    for (int step = 0; step < 25; step++) {
      index = step(random, mailbox, texts, index, directory);
      for (int i = 0; i < 4; i++) {
        compare(mailbox, criterion(random, texts, 2), index);
      }
    }
    index.close();
  }

  private static LuceneTextIndex step(Random random, TestMailbox mailbox, List<String> texts, LuceneTextIndex index, Path directory)
      throws IOException {
    mailbox.slow = random.nextBoolean();
    switch (random.nextInt(9)) {
      case 0, 1, 2, 3 -> {
        for (int i = random.nextInt(4); i >= 0; i--) {
          append(mailbox, random.nextInt(3) == 0 ? made(random) : CORPUS.get(random.nextInt(CORPUS.size())), texts);
        }
      }
      case 4 -> {
        int size = mailbox.state().size();
        if (size > 0) {
          mailbox.remove(random.nextInt(size));
        }
      }
      case 5 -> {
        int size = mailbox.state().size();
        if (size > 0) {
          mailbox.corrupt.add(mailbox.state().uid(random.nextInt(size)));
        }
      }
      case 6 -> damage(random, directory);
      case 7 -> {
        delete(directory);
        Files.createDirectories(directory);
      }
      default -> { }
    }
    if (random.nextInt(3) == 0) {
      index.close();
      return TestIndexes.at(directory);
    }
    return index;
  }

  /** Cuts, flips or removes a file of the index, as a crash or a bad disk does while nobody has it open. */
  private static void damage(Random random, Path directory) throws IOException {
    List<Path> files;
    try (var all = Files.walk(directory)) {
      files = all.filter(Files::isRegularFile).filter(file -> !file.endsWith("write.lock")).toList();
    }
    if (files.isEmpty()) {
      return;
    }
    var file = files.get(random.nextInt(files.size()));
    byte[] octets = Files.readAllBytes(file);
    Files.delete(file);
    switch (random.nextInt(3)) {
      case 0 -> Files.write(file, Arrays.copyOf(octets, random.nextInt(octets.length + 1)));
      case 1 -> {
        if (octets.length > 0) {
          octets[random.nextInt(octets.length)] ^= (byte) (1 << random.nextInt(8));
        }
        Files.write(file, octets);
      }
      default -> { }
    }
  }

  private static void append(TestMailbox mailbox, byte[] message, List<String> texts) {
    mailbox.add(message, Flags.NONE, TestMailbox.DAY);
    int row = mailbox.state().size() - 1;
    byte[] summary = mailbox.newest();
    var collected = new MessageTexts(Summary.decode(summary), new MessageTexts.Visitor() {
      @Override
      public void field(String name, String key) {
        texts.add(key);
      }

      @Override
      public void headerLine(String key) {
        texts.add(key);
      }

      @Override
      public void body(String key) {
        texts.add(key);
      }

      @Override
      public void bodyEnd() {
        // each text is by itself
      }
    });
    while (!collected.isEnded()) {
      var range = collected.next(100_000);
      collected.feed(mailbox.read(mailbox.state().body(row).slice(range.start(), range.length())).await().indefinitely().getBytes());
    }
  }

  private static byte[] made(Random random) {
    var charset = CHARSETS[random.nextInt(CHARSETS.length)];
    var java = charset.startsWith("x-") ? StandardCharsets.UTF_8 : Charset.forName(charset);
    boolean base64 = charset.startsWith("utf-16") || random.nextBoolean();
    var body = new StringBuilder();
    for (int i = random.nextInt(60); i > 0; i--) {
      body.append(WORDS[random.nextInt(WORDS.length)]).append(random.nextInt(4) == 0 ? "\r\n" : random.nextBoolean() ? " " : "");
    }
    byte[] octets = body.toString().getBytes(java);
    var subject = "=?utf-8?B?" + Base64.getEncoder().encodeToString(WORDS[random.nextInt(WORDS.length)].getBytes(StandardCharsets.UTF_8)) + "?=";
    var head = "From: a@example.org\r\nFrom: b@example.org\r\nSubject: " + subject + "\r\nX-Odd: " + subject + "\r\nContent-Type: text/plain; charset="
        + charset + "\r\nContent-Transfer-Encoding: " + (base64 ? "base64" : "8bit") + "\r\n\r\n";
    byte[] encoded = base64 ? Base64.getMimeEncoder().encode(octets) : octets;
    byte[] message = Arrays.copyOf(head.getBytes(StandardCharsets.US_ASCII), head.length() + encoded.length);
    System.arraycopy(encoded, 0, message, head.length(), encoded.length);
    return message;
  }

  private static Criterion criterion(Random random, List<String> texts, int depth) {
    var text = text(random, texts);
    return switch (random.nextInt(depth > 0 ? 10 : 7)) {
      case 0, 1 -> new Criterion.Body(text);
      case 2, 3 -> new Criterion.Text(text);
      case 4 -> new Criterion.Header("subject", text);
      case 5 -> new Criterion.Header("from", text);
      case 6 -> new Criterion.Header("x-odd", text);
      case 7 -> new Criterion.Not(criterion(random, texts, depth - 1));
      case 8 -> new Criterion.And(List.of(criterion(random, texts, depth - 1), criterion(random, texts, depth - 1)));
      default -> new Criterion.Or(List.of(criterion(random, texts, depth - 1), criterion(random, texts, depth - 1)));
    };
  }

  /** Mostly a piece of some text that is or was there. */
  private static String text(Random random, List<String> texts) {
    if (texts.isEmpty() || random.nextInt(6) == 0) {
      return WORDS[random.nextInt(WORDS.length)];
    }
    var whole = texts.get(random.nextInt(texts.size()));
    int length = Math.min(whole.length(), random.nextInt(1, 14));
    int from = random.nextInt(whole.length() - length + 1);
    var piece = whole.substring(from, from + length);
    return random.nextBoolean() ? piece.toLowerCase(Locale.ROOT) : piece;
  }

  private static void compare(TestMailbox mailbox, Criterion criterion, TextIndex index) {
    mailbox.index = TextIndex.NONE;
    var without = mailbox.search(criterion);
    mailbox.index = index;
    assertThat(mailbox.search(criterion)).as("%s", criterion).isEqualTo(without);
  }
}
