package org.godwit.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.godwit.mail.Summary;
import org.junit.jupiter.api.Test;

/** Messages made to exhaust somebody. */
class ParserLimitsTest {
  private final MessageParser parser = new MessageParser();
  private long octets;

  private void feed(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    parser.feed(bytes, 0, bytes.length);
    octets += bytes.length;
  }

  private Summary finish() {
    Summary summary = parser.finish();
    WireGrammar.check(summary);
    Part root = Sections.of(summary).root();
    assertThat(summary.size()).isEqualTo(octets);
    assertThat(root.bodyEnd()).isEqualTo(octets);
    return summary;
  }

  @Test
  void thousandNestedMultiparts() {
    for (int i = 0; i < 1000; i++) {
      feed("Content-Type: multipart/mixed; boundary=b" + i + "x\r\n\r\n--b" + i + "x\r\n");
    }
    List<Part> parts = Sections.of(finish()).parts();
    assertThat(parts).hasSize(MessageTree.DEPTH_MAX + 1);
    assertThat(parts.getLast().type()).isEqualTo("application/octet-stream");
    assertThat(parts.getLast().bodyEnd()).isEqualTo(octets);
  }

  @Test
  void thousandNestedMessages() {
    feed("Content-Type: message/rfc822\r\n\r\n".repeat(1000));
    assertThat(Sections.of(finish()).parts()).hasSize(MessageTree.DEPTH_MAX + 1);
  }

  @Test
  void hundredThousandParts() {
    feed("Content-Type: multipart/mixed; boundary=b\r\n\r\n");
    for (int i = 0; i < 100; i++) {
      feed("--b\r\nContent-Type: text/plain; name=abcdefghijklmnopqrstuvwxyz\r\n\r\nx\r\n".repeat(1000));
    }
    Summary summary = finish();
    Sections sections = Sections.of(summary);
    assertThat(sections.parts()).hasSize(MessageTree.ENTITIES_MAX);
    assertThat(sections.find(new int[] {1_998}, Sections.Kind.BODY).orElseThrow().length()).isEqualTo(1);
    assertThat(sections.find(new int[] {1_999}, Sections.Kind.BODY).orElseThrow().end()).isEqualTo(octets);
    assertThat(summary.encodedSize()).isLessThan(400_000);
  }

  @Test
  void manyMessagesWithManyAddresses() {
    feed("Content-Type: multipart/digest; boundary=b\r\n\r\n");
    String from = "From: " + "a,".repeat(5000) + "\r\n\r\nx\r\n";
    for (int i = 0; i < 300; i++) {
      feed("--b\r\n\r\n" + from);
    }
    assertThat(finish().encodedSize()).isLessThan(400_000);
  }

  @Test
  void hugeHeaders() {
    feed("Subject: kept\r\nX-Huge: ");
    for (int i = 0; i < 100; i++) {
      feed("y".repeat(100_000));
    }
    feed("\r\nTo: ");
    for (int i = 0; i < 100; i++) {
      feed("someone@example.org,\r\n ".repeat(1000));
    }
    feed("end@x\r\nFrom: me@x\r\n\r\nbody");
    Summary summary = finish();
    assertThat(summary.subject()).isEqualTo("kept");
    assertThat(summary.sortFrom()).isEqualTo("me");
    assertThat(summary.isComplete()).isFalse();
    assertThat(summary.covers(List.of("Subject"))).isFalse();
    assertThat(summary.toText()).hasSize(SummaryAssembler.ADDRESSES_CHARS_MAX);
    assertThat(summary.size() - summary.headerSize()).isEqualTo(4);
    assertThat(summary.encodedSize()).isLessThan(500_000);
  }

  @Test
  void endlessLinesAndManyHyphens() {
    feed("Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\n");
    for (int i = 0; i < 200; i++) {
      feed("-".repeat(50_000));
    }
    feed("\r\n" + "--\r\n-\r\n".repeat(100_000) + "\r\n--b--");
    List<Part> parts = Sections.of(finish()).parts();
    assertThat(parts.get(1).lines()).isEqualTo(200_001);
    assertThat(parts.get(1).bodyEnd()).isEqualTo(octets - 7);
  }

  @Test
  void bigBody() {
    feed("Subject: x\r\n\r\n");
    String chunk = ("0123456789".repeat(7) + "\r\n").repeat(1000);
    for (int i = 0; i < 300; i++) {
      feed(chunk);
    }
    assertThat(Sections.of(finish()).root().lines()).isEqualTo(300_000);
  }

  @Test
  void hostileHeaderValuesTakeLinearTime() {
    String[] evil = {"<@", "<@,", "(", "\"", "=?a?q?", "=?", "[a]", "[", "re:", "(fwd)", "a:", ";", "<\"", "&", "<title></x>",
        "x*0=", "\\", "<a@b>", "@", ",", "x=\"", "re[a]"};
    for (String piece : evil) {
      String value = piece.repeat(60_000 / piece.length());
      MessageParser each = new MessageParser();
      byte[] message = ("From: " + value + "\r\nSubject: " + value + "\r\nReferences: " + value + "\r\nDate: " + value
          + "\r\nContent-Type: text/html; " + value + "\r\nContent-Disposition: " + value + "\r\n\r\n" + value)
          .getBytes(StandardCharsets.ISO_8859_1);
      long start = System.nanoTime();
      each.feed(message, 0, message.length);
      WireGrammar.check(each.finish());
      assertThat(System.nanoTime() - start).as("nanoseconds for %s", piece).isLessThan(5_000_000_000L);
    }
  }
}
