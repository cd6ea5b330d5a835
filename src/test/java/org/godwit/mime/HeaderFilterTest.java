package org.godwit.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.godwit.mail.Summary;
import org.junit.jupiter.api.Test;

/** HEADER.FIELDS, HEADER.FIELDS.NOT and the iteration over fields. */
class HeaderFilterTest {
  private static final String HEADER = "Received: a\r\n b\r\nSubject: s\r\n\tfolded: still\r\ngarbage\r\n more\r\nTo : x\r\n"
      + "SUBJECT:\r\nX-" + "y".repeat(300) + ": long\r\n: empty\r\n\r\n";

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String select(String header, boolean not, String... names) {
    String whole = new String(HeaderFilter.select(bytes(header), List.of(names), not), StandardCharsets.ISO_8859_1);
    assertThat(cut(header, not, names)).isEqualTo(whole);
    return whole;
  }

  private static String cut(String header, boolean not, String... names) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    HeaderFilter filter = new HeaderFilter(List.of(names), not);
    for (byte octet : bytes(header)) {
      filter.feed(new byte[] {octet}, 0, 1, out::write);
    }
    filter.finish(out::write);
    return out.toString(StandardCharsets.ISO_8859_1);
  }

  @Test
  void choosesFieldsToTheByte() {
    assertThat(select(HEADER, false, "subject")).isEqualTo("Subject: s\r\n\tfolded: still\r\nSUBJECT:\r\n\r\n");
    assertThat(select(HEADER, false, "TO", "folded")).isEqualTo("To : x\r\n\r\n");
    assertThat(select(HEADER, false, "none")).isEqualTo("\r\n");
  }

  @Test
  void leavesFieldsOut() {
    assertThat(select(HEADER, true, "subject", "received", "to"))
        .isEqualTo("garbage\r\n more\r\nX-" + "y".repeat(300) + ": long\r\n: empty\r\n\r\n");
    assertThat(select(HEADER, true)).isEqualTo(HEADER);
  }

  @Property
  void cutsDoNotMatter(@ForAll @CharRange(from = 'a', to = 'b') @Chars({':', ' ', '\t', '\r', '\n'}) @StringLength(max = 40) String header,
      @ForAll boolean not, @ForAll @IntRange(min = 1, max = 9) int step) {
    byte[] octets = header.getBytes(StandardCharsets.US_ASCII);
    var out = new ByteArrayOutputStream();
    var filter = new HeaderFilter(List.of("A", "ab"), not);
    for (int at = 0; at < octets.length; at += step) {
      filter.feed(octets, at, Math.min(step, octets.length - at), out::write);
    }
    filter.finish(out::write);
    assertThat(out.toByteArray()).isEqualTo(HeaderFilter.select(octets, List.of("A", "ab"), not));
  }

  @Test
  void oddEnds() {
    assertThat(select("Subject: x", false, "subject")).isEqualTo("Subject: x");
    assertThat(select("Subject: x\n\nTo: y\n\n", false, "subject", "to")).isEqualTo("Subject: x\n\n");
    assertThat(select("", true)).isEmpty();
    assertThat(select("Subj", true, "x")).isEqualTo("Subj");
    assertThat(select(" orphan\r\nTo: x\r\n\r\n", false, "to")).isEqualTo("To: x\r\n\r\n");
    assertThat(select(" orphan\r\nTo: x\r\n\r\n", true, "to")).isEqualTo(" orphan\r\n\r\n");
  }

  @Test
  void storedLinesAnswerLikeTheHeader() {
    List<String> names = List.of("From", "To", "Subject", "Message-ID", "Content-Type");
    for (Corpus.Message message : Corpus.all()) {
      Summary summary = MessageParser.parse(message.bytes());
      byte[] header = Arrays.copyOf(message.bytes(), (int) summary.headerSize());
      byte[] stored = new byte[summary.storedHeader().remaining()];
      summary.storedHeader().get(stored);
      assertThat(summary.covers(names)).isTrue();
      assertThat(HeaderFilter.select(stored, names, false)).as(message.name())
          .isEqualTo(HeaderFilter.select(header, names, false));
    }
  }

  @Test
  void iteratesOverDecodedFields() {
    for (int step : new int[] {1, 5, 10_000}) {
      List<String> fields = new ArrayList<>();
      HeaderReader reader = new HeaderReader((name, value) -> fields.add(name + "|" + value));
      byte[] header = bytes("Subject: =?utf-8?q?=C3=A4?=\r\n b\r\ngarbage\r\nX-Y :z\r\nTo:\r\n\r\nBody: no\r\n");
      for (int i = 0; i < header.length; i += step) {
        reader.feed(header, i, Math.min(step, header.length - i));
      }
      reader.finish();
      assertThat(fields).containsExactly("subject|ä b", "|garbage", "x-y|z", "to|");
    }
  }
}
