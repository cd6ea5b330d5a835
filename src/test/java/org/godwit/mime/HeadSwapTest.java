package org.godwit.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.godwit.mail.Summary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The summary of a message behind a head, from that behind another, is what parsing it yields, the digest excepted. */
public class HeadSwapTest {

  static List<Corpus.Message> messages() {
    return Corpus.all();
  }

  /** What a {@link HeadSwap} can know of a summary. */
  public static Summary withoutDigest(Summary summary) {
    byte[] sections = new byte[summary.sections().remaining()];
    summary.sections().get(sections);
    byte[] lines = new byte[summary.storedHeader().remaining()];
    summary.storedHeader().get(lines);
    return summary.withHeader(0, sections, summary.covers(Set.of("subject")) ? lines : null);
  }

  private static byte[] head(String recipient) {
    return ("Return-Path: <a@b.example>\r\nDelivered-To: " + recipient + "\r\nReceived: from x\r\n\tby y for <" + recipient
        + ">;\r\n\tMon, 1 Jan 2024 00:00:00 +0000\r\n").getBytes(StandardCharsets.UTF_8);
  }

  private static Summary parsed(byte[] head, byte[] message) {
    var parser = new MessageParser();
    parser.feed(head, 0, head.length);
    parser.feed(message, 0, message.length);
    return parser.finish();
  }

  @ParameterizedTest
  @MethodSource("messages")
  void isWhatParsingYields(Corpus.Message message) {
    byte[] first = head("a");
    for (String recipient : List.of("b", "someone.with.a.long.name@mail.example.org", "x".repeat(500) + "@example.org", "\u00fcber@example.org")) {
      for (byte[] octets : List.of(message.bytes(), (" folded\r\n" + new String(message.bytes(), StandardCharsets.ISO_8859_1))
          .getBytes(StandardCharsets.ISO_8859_1))) {
        var swapped = new HeadSwap(parsed(first, octets), first).behind(head(recipient));
        var expected = parsed(head(recipient), octets);
        assertThat(swapped).isEqualTo(withoutDigest(expected));
        assertThat(Sections.of(swapped).parts()).isEqualTo(Sections.of(expected).parts());
        assertThat(List.of(swapped.subject(), swapped.fromText(), swapped.messageId(), swapped.preview(), swapped.references()))
            .isEqualTo(List.of(expected.subject(), expected.fromText(), expected.messageId(), expected.preview(), expected.references()));
      }
    }
  }

  @Test
  void storesNoHeaderThatIsTooLong() {
    var message = "X: y\r\nTo: " + "a@b.example, ".repeat(1) + "\r\nSubject: " + "s".repeat(16 * 1024 - 90) + "\r\n\r\ntext\r\n";
    byte[] octets = message.getBytes(StandardCharsets.US_ASCII);
    var fits = parsed(head("a"), octets);
    assertThat(fits.covers(Set.of("to"))).isTrue();
    var swapped = new HeadSwap(fits, head("a")).behind(head("b".repeat(200)));
    assertThat(swapped.covers(Set.of("to"))).isFalse();
    assertThat(swapped.subject()).isEqualTo(fits.subject());
    assertThat(swapped).isEqualTo(withoutDigest(parsed(head("b".repeat(200)), octets)));
    assertThat(new HeadSwap(swapped, head("b".repeat(200))).behind(head("a")).size()).isEqualTo(fits.size());
  }
}
