package org.godwit.mime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.godwit.mail.Summary;
import org.junit.jupiter.api.Test;

/** What the parser makes of single messages, well-formed and not. */
class MessageParserTest {
  private static Summary parse(String... lines) {
    byte[] message = Corpus.lines(lines);
    Summary summary = MessageParser.parse(message);
    WireGrammar.check(summary);
    SectionInvariants.check(summary, message);
    return summary;
  }

  private static String text(ByteBuffer bytes) {
    return StandardCharsets.ISO_8859_1.decode(bytes).toString();
  }

  private static List<Part> parts(Summary summary) {
    return Sections.of(summary).parts();
  }

  @Test
  void envelopeInWireForm() {
    Summary summary = parse("Date: Mon, 7 Feb 1994 21:52:25 -0800 (PST)", "From: Fred Foobar <foobar@Blurdybloop.example>",
        "Subject: afternoon", " meeting", "To: mooch@owatagu.example, \"B \\\"Q\\\"\" <b@c>", "Cc: Friends: a@b;",
        "Message-Id: <B27397-0100000@Blurdybloop.example>", "In-Reply-To: =?utf-8?q?x?=", "", "x");
    assertThat(text(summary.envelope())).isEqualTo("(\"Mon, 7 Feb 1994 21:52:25 -0800 (PST)\" \"afternoon meeting\""
        + " ((\"Fred Foobar\" NIL \"foobar\" \"Blurdybloop.example\"))"
        + " ((\"Fred Foobar\" NIL \"foobar\" \"Blurdybloop.example\"))"
        + " ((\"Fred Foobar\" NIL \"foobar\" \"Blurdybloop.example\"))"
        + " ((NIL NIL \"mooch\" \"owatagu.example\")(\"B \\\"Q\\\"\" NIL \"b\" \"c\"))"
        + " ((NIL NIL \"Friends\" NIL)(NIL NIL \"a\" \"b\")(NIL NIL NIL NIL)) NIL"
        + " \"=?utf-8?q?x?=\" \"<B27397-0100000@Blurdybloop.example>\")");
  }

  @Test
  void eightBitGoesAsLiteralAndNulAsQuestionMark() {
    Summary summary = parse("Subject: caf\u00e9 \0", "", "");
    assertThat(text(summary.envelope())).startsWith("(NIL {6}\r\ncaf\u00e9 ? NIL");
    assertThat(summary.subject()).isEqualTo("caf\u00e9 \0");
  }

  @Test
  void bodyStructureAndBody() {
    Summary summary = parse("Content-Type: multipart/mixed; boundary=\"b\"; x*0*=utf-8''%41", "Content-Language: de, en", "",
        "--b", "", "plain",
        "--b", "Content-Type: image/GIF; name=a.gif", "Content-Transfer-Encoding: BASE64", "Content-ID: <i@d>",
        "Content-Description: d", "Content-MD5: m", "Content-Disposition: attachment; filename=a.gif",
        "Content-Location: http://x/ y", "", "AAAA", "AAAA", "--b--");
    String text = "(\"text\" \"plain\" (\"charset\" \"us-ascii\") NIL NIL \"7bit\" 5 0";
    String image = "(\"image\" \"GIF\" (\"name\" \"a.gif\") \"<i@d>\" \"d\" \"BASE64\" 10";
    assertThat(text(summary.bodyStructure())).isEqualTo("(" + text + " NIL NIL NIL NIL)" + image
        + " \"m\" (\"attachment\" (\"filename\" \"a.gif\")) NIL \"http://x/y\") \"mixed\""
        + " (\"boundary\" \"b\" \"x*0*\" \"utf-8''%41\") NIL (\"de\" \"en\") NIL)");
    assertThat(text(summary.body())).isEqualTo("(" + text + ")" + image + ") \"mixed\")");
  }

  @Test
  void embeddedMessage() {
    Summary summary = parse("Content-Type: message/rfc822", "", "Subject: in", "", "a", "b");
    assertThat(text(summary.body())).isEqualTo("(\"message\" \"rfc822\" NIL NIL NIL \"7bit\" 19"
        + " (NIL \"in\" NIL NIL NIL NIL NIL NIL NIL NIL)"
        + " (\"text\" \"plain\" (\"charset\" \"us-ascii\") NIL NIL \"7bit\" 4 1) 3)");
  }

  @Test
  void anEncodedMessageIsOpaque() {
    Summary summary = parse("Content-Type: message/rfc822", "Content-Transfer-Encoding: base64", "", "QQ==");
    assertThat(text(summary.body())).isEqualTo("(\"application\" \"octet-stream\" NIL NIL NIL \"base64\" 4)");
    assertThat(parts(summary)).hasSize(1);
  }

  @Test
  void aMultipartWithoutPartsIsText() {
    String[] bodies = {"nothing here", "--c", "--b--", ""};
    for (String body : bodies) {
      Summary summary = parse("Content-Type: multipart/mixed; boundary=b", "", body);
      assertThat(text(summary.body()))
          .isEqualTo("(\"text\" \"plain\" (\"charset\" \"us-ascii\") NIL NIL \"7bit\" " + body.length() + " 0)");
    }
    assertThat(parts(parse("Content-Type: multipart/mixed", "", "x")).getFirst().type()).isEqualTo("text/plain");
  }

  @Test
  void garbageTypesAreText() {
    for (String type : new String[] {"text", "", "/", "a b/c", ";charset=x", "text/"}) {
      assertThat(parts(parse("Content-Type: " + type, "", "x")).getFirst().type()).as(type).isEqualTo("text/plain");
    }
  }

  @Test
  void sizesOfOddMessages() {
    assertThat(parse("").headerSize()).isZero();
    assertThat(parse("", "x").headerSize()).isEqualTo(2);
    Summary headerOnly = parse("Subject: x");
    assertThat(headerOnly.headerSize()).isEqualTo(headerOnly.size()).isEqualTo(10);
    assertThat(headerOnly.subject()).isEqualTo("x");
    assertThat(parse("no header at all", "", "x").headerSize()).isEqualTo(20);
  }

  @Test
  void bareLineFeedsEndLines() {
    byte[] message = "Subject: x\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\none\n--b\n\n\ntwo\n--b--\n"
        .getBytes(StandardCharsets.ISO_8859_1);
    Summary summary = MessageParser.parse(message);
    SectionInvariants.check(summary, message);
    List<Part> parts = parts(summary);
    assertThat(parts).hasSize(3);
    assertThat(parts.get(1).body().length()).isEqualTo(3);
    assertThat(parts.get(2).body().length()).isEqualTo(4);
  }

  @Test
  void boundariesEndHeaders() {
    Summary summary = parse("Content-Type: multipart/mixed; boundary=b", "", "--b", "Content-Type: image/gif", "--b", "--b--");
    assertThat(parts(summary)).extracting(Part::type).containsExactly("multipart/mixed", "image/gif", "text/plain");
    assertThat(parts(summary).get(1).header().length()).isEqualTo(25);
    assertThat(parts(summary).get(2).header().length()).isZero();
  }

  @Test
  void anOuterBoundaryDirectlyBehindAnInnerHeader() {
    Summary summary = parse("Content-Type: multipart/mixed; boundary=o", "", "--o",
        "Content-Type: multipart/mixed; boundary=i", "", "--i", "Content-Type: image/gif", "", "--o", "", "last", "--o--");
    assertThat(parts(summary)).extracting(Part::type)
        .containsExactly("multipart/mixed", "multipart/mixed", "image/gif", "text/plain");
  }

  @Test
  void theLineEndBehindAnInnerCloseDelimiterBelongsToTheOuterBoundary() {
    for (String inner : new String[] {"--i\n\nx\n--i--", "--i\nX: y\n--i--", "--i\n\n--i--"}) {
      byte[] message = Corpus.lines("Content-Type: multipart/mixed; boundary=o", "", "--o",
          "Content-Type: multipart/mixed; boundary=i", "", inner, "--o--");
      OctetRange range = Sections.of(MessageParser.parse(message)).find(new int[] {1}, Sections.Kind.BODY).orElseThrow();
      assertThat(new String(message, (int) range.start(), (int) range.length(), StandardCharsets.ISO_8859_1))
          .isEqualTo(inner.replace("\n", "\r\n"));
    }
  }

  @Test
  void equalBoundariesNest() {
    Summary summary = parse("Content-Type: multipart/mixed; boundary=b", "", "--b",
        "Content-Type: multipart/mixed; boundary=b", "", "--b", "", "in", "--b--", "--b", "", "out", "--b--");
    assertThat(parts(summary)).extracting(Part::childCount).containsExactly(2, 1, 0, 0);
  }

  @Test
  void theLongestBoundaryCounts() {
    Summary summary = parse("Content-Type: multipart/mixed; boundary=\"b x\"", "", "--b x",
        "Content-Type: multipart/mixed; boundary=b", "", "--b", "", "in", "--b x", "", "out", "--b x--");
    assertThat(parts(summary)).extracting(Part::childCount).containsExactly(2, 1, 0, 0);
  }

  @Test
  void theLastBoundaryMayLackItsLineEnd() {
    Summary summary = parse("Content-Type: multipart/mixed; boundary=b", "", "--b", "", "one", "--b--");
    assertThat(parts(summary).get(1).body().length()).isEqualTo(3);
    Summary unclosed = parse("Content-Type: multipart/mixed; boundary=b", "", "--b", "", "one", "--b");
    assertThat(parts(unclosed)).hasSize(3);
  }

  @Test
  void dateSubjectAndIds() {
    Summary summary = parse("Date: Tue, 2 Jan 2024 00:30:00 +0100", "Subject: Re: [list] =?utf-8?b?w6TDtsO8?= (fwd)",
        "Message-ID: <\"a\"@b>", "References: <r1@x> junk <r2@x> <r1@x>", "In-Reply-To: <other@x>", "", "x");
    assertThat(summary.sentMillis()).hasValue(1704151800000L);
    assertThat(summary.sentDay()).isEqualTo(LocalDate.of(2024, 1, 2));
    assertThat(summary.subject()).isEqualTo("Re: [list] äöü (fwd)");
    assertThat(summary.baseSubject()).isEqualTo("äöü");
    assertThat(summary.isReplyOrForward()).isTrue();
    assertThat(summary.messageId()).isEqualTo("a@b");
    // a repeated id stays: the last one is the parent (RFC 5256, 3)
    assertThat(summary.references()).containsExactly("r1@x", "r2@x", "r1@x");
    assertThat(summary.threadId()).isEqualTo(parse("Message-ID: <r1@x>", "", "").threadId()).isNotZero();
    assertThat(parse("", "x").threadId()).isZero();
    assertThat(parse("In-Reply-To: <a@b> <c@d>", "", "").references()).containsExactly("a@b");
  }

  @Test
  void addressesForSearchAndSort() {
    Summary summary = parse("From: =?iso-8859-1?q?J=F6rg?= <jo@x>, b@y", "To: Team: c@z;", "Cc: <cc@z>", "Bcc: x", "", "");
    assertThat(summary.fromText()).isEqualTo("Jörg <jo@x>, b@y");
    assertThat(summary.toText()).isEqualTo("Team: c@z;");
    assertThat(summary.bccText()).isEqualTo("x");
    assertThat(summary.sortFrom()).isEqualTo("jo");
    assertThat(summary.sortCc()).isEqualTo("cc");
    assertThat(summary.displayFrom()).isEqualTo("Jörg");
    assertThat(summary.displayTo()).isEqualTo("Team");
    assertThat(parse("From: a@b", "", "").displayFrom()).isEqualTo("a@b");
  }

  @Test
  void storedHeaderLines() {
    Summary summary = parse("Received: x", " y", "SUBJECT : a", "\tb", "X-Other: no", " subject: no", "To: c", "", "x");
    assertThat(text(summary.storedHeader())).isEqualTo("SUBJECT : a\r\n\tb\r\nTo: c\r\n\r\n");
    assertThat(summary.covers(List.of("Subject", "TO", "list-id"))).isTrue();
    assertThat(summary.covers(List.of("Subject", "Received"))).isFalse();
    assertThat(text(parse("To: x").storedHeader())).isEqualTo("To: x");
  }

  @Test
  void previews() {
    assertThat(parse("", "a  b", "", "c").preview()).isEqualTo("a b c");
    assertThat(parse("Content-Type: text/html", "", "<style>p{}</style><p>a&amp;b</p><p>c").preview()).isEqualTo("a&b c");
    assertThat(parse("Content-Type: multipart/alternative; boundary=b", "", "--b", "Content-Type: text/html", "", "<b>no",
        "--b", "", "yes", "--b--").preview()).isEqualTo("yes");
    assertThat(parse("Content-Type: multipart/mixed; boundary=b", "", "--b", "Content-Type: text/html", "", "<b>yes",
        "--b", "", "footer", "--b--").preview()).isEqualTo("yes");
    assertThat(parse("", "x".repeat(1000)).preview()).hasSize(200);
    assertThat(parse("Content-Disposition: attachment", "", "x").preview()).isEmpty();
  }

  @Test
  void digestIsSha256OfAllOctets() {
    Summary summary = parse("abc");
    assertThat(summary.digestHigh()).isEqualTo(0xba7816bf8f01cfeaL);
    assertThat(summary.digestLow()).isEqualTo(0x414140de5dae2223L);
  }

  @Test
  void isUsedOnce() {
    MessageParser parser = new MessageParser();
    parser.finish();
    assertThatThrownBy(parser::finish).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> parser.feed(new byte[1], 0, 1)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void summariesAreSmall() {
    for (Corpus.Message message : Corpus.all()) {
      Summary summary = MessageParser.parse(message.bytes());
      if (!message.name().contains("long-boundary") && !message.name().contains("frag.msg")) {
        assertThat(summary.encodedSize()).as(message.name()).isLessThan(2100);
      }
    }
  }
}
