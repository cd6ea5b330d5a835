package org.godwit.mime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What SEARCH TEXT and BODY look through. */
class DecodedTextTest {
  private static final byte[] MESSAGE = Corpus.lines(
      "Subject: =?utf-8?q?t=C3=B6p?=", "Content-Type: multipart/mixed; boundary=b", "",
      "preamble",
      "--b", "Content-Type: text/plain; charset=iso-8859-1", "Content-Transfer-Encoding: quoted-printable", "",
      "gr=FC=", "=DFe",
      "--b", "Content-Type: image/gif", "Content-Transfer-Encoding: base64", "", "aGlkZGVu",
      "--b", "Content-Type: text/html; charset=utf-8", "Content-Transfer-Encoding: base64", "", "PGI+w6Q8L2I+",
      "--b", "Content-Type: message/rfc822", "", "Subject: inner", "", "inner text",
      "--b--");

  private static String text(byte[] message, DecodedText.Scope scope, int step) {
    StringBuilder text = new StringBuilder();
    DecodedText decoded = new DecodedText(Sections.of(MessageParser.parse(message)), scope, text::append);
    for (int i = 0; i < message.length; i += step) {
      decoded.feed(message, i, Math.min(step, message.length - i));
    }
    decoded.finish();
    return text.toString();
  }

  @Test
  void decodesHeadersAndTexts() {
    for (int step : new int[] {1, 7, 10_000}) {
      assertThat(text(MESSAGE, DecodedText.Scope.TEXT, step))
          .startsWith("subject: töp\ncontent-type: multipart/mixed; boundary=b\n\n")
          .contains("\ngrüße\n", "\n<b>ä</b>\n", "content-type: image/gif\n", "subject: inner\n\ninner text\n")
          .doesNotContain("preamble", "hidden", "aGlkZGVu");
    }
  }

  @Test
  void bodyLeavesOutTheHeaderOfTheMessage() {
    assertThat(text(MESSAGE, DecodedText.Scope.BODY, 100)).doesNotContain("töp").contains("inner", "image/gif", "grüße");
    assertThat(text(Corpus.lines("Subject: x", "", "y"), DecodedText.Scope.BODY, 100)).isEqualTo("y\n");
  }

  @Test
  void tellsWhatNeedNotBeRead() {
    byte[] message = Corpus.lines("Content-Type: image/gif", "", "data");
    DecodedText body = new DecodedText(Sections.of(MessageParser.parse(message)), DecodedText.Scope.BODY, text -> { });
    assertThat(body.nextWanted()).isEqualTo(-1);
    DecodedText all = new DecodedText(Sections.of(MessageParser.parse(message)), DecodedText.Scope.TEXT, text -> { });
    assertThat(all.nextWanted()).isZero();
    all.feed(message, 0, 10);
    assertThat(all.nextWanted()).isEqualTo(10);
    all.feed(message, 10, 20);
    assertThat(all.nextWanted()).isEqualTo(-1);
  }
}
