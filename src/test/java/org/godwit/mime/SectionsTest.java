package org.godwit.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** BODY[section] as RFC 9051, 6.4.5 numbers parts. */
class SectionsTest {
  /** The shape of the RFC's example: text, octets, an embedded multipart, a multipart with a message in it. */
  private static final byte[] EXAMPLE = Corpus.lines(
      "From: a@b", "Content-Type: multipart/mixed; boundary=o", "",
      "preamble",
      "--o", "Content-Type: text/plain", "", "one",
      "--o", "Content-Type: application/octet-stream", "", "two",
      "--o", "Content-Type: message/rfc822", "",
      "Subject: three", "Content-Type: multipart/mixed; boundary=i", "",
      "--i", "", "three-one",
      "--i", "Content-Type: application/octet-stream", "", "three-two",
      "--i--",
      "--o", "Content-Type: multipart/mixed; boundary=m", "",
      "--m", "Content-Type: image/gif", "", "four-one",
      "--m", "Content-Type: message/rfc822", "X: mime", "",
      "Subject: four-two", "", "four-two-one",
      "--m--",
      "--o--", "epilogue");

  private static String find(byte[] message, Sections.Kind kind, int... path) {
    Optional<OctetRange> range = Sections.of(MessageParser.parse(message)).find(path, kind);
    return range.map(r -> new String(Arrays.copyOfRange(message, (int) r.start(), (int) r.end()),
        StandardCharsets.ISO_8859_1)).orElse(null);
  }

  private static String body(int... path) {
    return find(EXAMPLE, Sections.Kind.BODY, path);
  }

  @Test
  void wholeMessageHeaderAndText() {
    String message = new String(EXAMPLE, StandardCharsets.ISO_8859_1);
    assertThat(body()).isEqualTo(message);
    assertThat(find(EXAMPLE, Sections.Kind.HEADER))
        .isEqualTo("From: a@b\r\nContent-Type: multipart/mixed; boundary=o\r\n\r\n");
    assertThat(find(EXAMPLE, Sections.Kind.TEXT)).startsWith("preamble\r\n").endsWith("epilogue");
    assertThat(find(EXAMPLE, Sections.Kind.MIME)).isNull();
  }

  @Test
  void partsOfMultiparts() {
    assertThat(body(1)).isEqualTo("one");
    assertThat(body(2)).isEqualTo("two");
    assertThat(body(4, 1)).isEqualTo("four-one");
    assertThat(body(4)).startsWith("--m\r\n").endsWith("--m--");
    assertThat(body(5)).isNull();
    assertThat(body(0)).isNull();
    assertThat(body(1, 1)).isNull();
  }

  @Test
  void partsOfEmbeddedMessages() {
    assertThat(body(3)).startsWith("Subject: three\r\n").endsWith("--i--");
    assertThat(body(3, 1)).isEqualTo("three-one");
    assertThat(body(3, 2)).isEqualTo("three-two");
    assertThat(body(4, 2, 1)).isEqualTo("four-two-one");
    assertThat(body(4, 2, 2)).isNull();
    assertThat(body(4, 2, 1, 1)).isNull();
  }

  @Test
  void headerAndTextOnlyOfEmbeddedMessages() {
    assertThat(find(EXAMPLE, Sections.Kind.HEADER, 3))
        .isEqualTo("Subject: three\r\nContent-Type: multipart/mixed; boundary=i\r\n\r\n");
    assertThat(find(EXAMPLE, Sections.Kind.TEXT, 4, 2)).isEqualTo("four-two-one");
    assertThat(find(EXAMPLE, Sections.Kind.HEADER, 1)).isNull();
    assertThat(find(EXAMPLE, Sections.Kind.TEXT, 4)).isNull();
  }

  @Test
  void mimeHeaders() {
    assertThat(find(EXAMPLE, Sections.Kind.MIME, 4, 2)).isEqualTo("Content-Type: message/rfc822\r\nX: mime\r\n\r\n");
    assertThat(find(EXAMPLE, Sections.Kind.MIME, 3, 1)).isEqualTo("\r\n");
  }

  @Test
  void aMessageThatIsNoMultipartHasPartOne() {
    byte[] plain = Corpus.lines("Subject: x", "", "text");
    assertThat(find(plain, Sections.Kind.BODY, 1)).isEqualTo("text");
    assertThat(find(plain, Sections.Kind.MIME, 1)).isEqualTo("Subject: x\r\n\r\n");
    assertThat(find(plain, Sections.Kind.BODY, 2)).isNull();
    assertThat(find(plain, Sections.Kind.BODY, 1, 1)).isNull();
    assertThat(find(plain, Sections.Kind.HEADER, 1)).isNull();
  }

  @Test
  void aMessageThatIsAMessage() {
    byte[] forwarded = Corpus.lines("Content-Type: message/rfc822", "", "Subject: inner", "", "text");
    assertThat(find(forwarded, Sections.Kind.BODY, 1)).isEqualTo("Subject: inner\r\n\r\ntext");
    assertThat(find(forwarded, Sections.Kind.HEADER, 1)).isEqualTo("Subject: inner\r\n\r\n");
    assertThat(find(forwarded, Sections.Kind.TEXT, 1)).isEqualTo("text");
    assertThat(find(forwarded, Sections.Kind.BODY, 1, 1)).isEqualTo("text");
    assertThat(find(forwarded, Sections.Kind.BODY, 1, 1, 1)).isNull();
  }

  @Test
  void partsOfADigestAreMessages() {
    byte[] digest = Corpus.lines("Content-Type: multipart/digest; boundary=d", "",
        "--d", "", "Subject: first", "", "one", "--d", "Content-Type: text/plain", "", "two", "--d--");
    assertThat(find(digest, Sections.Kind.HEADER, 1)).isEqualTo("Subject: first\r\n\r\n");
    assertThat(find(digest, Sections.Kind.BODY, 1, 1)).isEqualTo("one");
    assertThat(find(digest, Sections.Kind.BODY, 2)).isEqualTo("two");
    assertThat(find(digest, Sections.Kind.HEADER, 2)).isNull();
  }
}
