package org.godwit.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.godwit.mail.Summary;

/** Damaged real messages: never an exception, always valid wire forms and a proper tree, the same however cut. */
class MessageParserFuzzTest {
  private static final List<Corpus.Message> CORPUS =
      Corpus.all().stream().filter(message -> message.bytes().length < 12_000).toList();
  private static final String[] SPICE = {"\r\n", "\n", "\r", "\0", "--", "\r\n\r\n", "Content-Type: multipart/mixed;"
      + " boundary=b\r\n\r\n--b\r\n", "\r\n--b\r\n", "\r\n--b--\r\n", "Content-Type: message/rfc822\r\n\r\n", "\"", "(", "\\",
      "=?utf-8?q?", "?=", ":;,<>@[]", "\u00ff\u00fe", "From: ", " ", "\t", "name*0*=utf-8''%", "boundary="};

  @Property(tries = 400)
  void takesAnyDamage(@ForAll long seed) {
    Random random = new Random(seed);
    byte[] message = CORPUS.get(random.nextInt(CORPUS.size())).bytes();
    for (int i = random.nextInt(8); i >= 0; i--) {
      message = damage(message, random);
    }
    Summary summary = MessageParser.parse(message);
    WireGrammar.check(summary);
    SectionInvariants.check(summary, message);
    assertThat(summary.preview().codePointCount(0, summary.preview().length())).isLessThanOrEqualTo(200);
    assertThat(cutAtRandom(message, random)).isEqualTo(summary);
    readEverything(summary);
    decodeEverything(summary, message);
  }

  private static byte[] damage(byte[] message, Random random) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int from = random.nextInt(message.length + 1);
    int to = Math.min(message.length, from + random.nextInt(200));
    out.write(message, 0, from);
    switch (random.nextInt(5)) {
      case 0 -> out.write(message, to, message.length - to);
      case 1 -> {
        out.write(message, from, to - from);
        out.write(message, from, message.length - from);
      }
      case 2 -> {
        out.write(random.nextInt(256));
        out.write(message, from, message.length - from);
      }
      case 3 -> {
        out.writeBytes(SPICE[random.nextInt(SPICE.length)].getBytes(StandardCharsets.ISO_8859_1));
        out.write(message, from, message.length - from);
      }
      default -> { }
    }
    return out.toByteArray();
  }

  private static Summary cutAtRandom(byte[] message, Random random) {
    MessageParser parser = new MessageParser();
    int at = 0;
    while (at < message.length) {
      int length = Math.min(message.length - at, 1 + random.nextInt(random.nextBoolean() ? 5 : 500));
      parser.feed(message, at, length);
      at += length;
    }
    return parser.finish();
  }

  private static void readEverything(Summary summary) {
    assertThat(List.of(summary.subject(), summary.baseSubject(), summary.sortFrom(), summary.sortTo(), summary.sortCc(),
        summary.displayFrom(), summary.displayTo(), summary.fromText(), summary.toText(), summary.ccText(),
        summary.bccText(), summary.messageId(), summary.references())).doesNotContainNull();
    assertThat(Summary.decode(summary.encode())).isEqualTo(summary);
  }

  private static void decodeEverything(Summary summary, byte[] message) {
    StringBuilder whole = new StringBuilder();
    DecodedText text = new DecodedText(Sections.of(summary), DecodedText.Scope.TEXT, whole::append);
    text.feed(message, 0, message.length);
    text.finish();
    StringBuilder cut = new StringBuilder();
    DecodedText again = new DecodedText(Sections.of(summary), DecodedText.Scope.TEXT, cut::append);
    for (long at = again.nextWanted(); at >= 0; at = again.nextWanted()) {
      again.skipTo(at);
      again.feed(message, (int) at, 1);
    }
    again.finish();
    assertThat(cut.toString()).isEqualTo(whole.toString());
  }
}
