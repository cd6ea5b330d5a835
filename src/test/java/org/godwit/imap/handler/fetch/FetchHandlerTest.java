package org.godwit.imap.handler.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.godwit.imap.session.Feature;
import org.godwit.mail.Flags;
import org.godwit.mailbox.api.MailboxRequest;
import org.junit.jupiter.api.Test;

class FetchHandlerTest {

  private static final String TEXT = """
      From: Anna <anna@example.org>
      To: bo@example.org
      Subject: tea
       and cake
      X-Odd: 1

      Hello
      """.replace("\n", "\r\n");

  private static final String MULTIPART = """
      Subject: parts
      MIME-Version: 1.0
      Content-Type: multipart/mixed; boundary=b

      preamble
      --b
      Content-Type: text/plain
      Content-Transfer-Encoding: quoted-printable

      caf=C3=A9=
       au lait
      --b
      Content-Type: application/octet-stream
      Content-Transfer-Encoding: base64

      AAECAw==
      --b
      Content-Type: application/x
      Content-Transfer-Encoding: x-uue

      whatever
      --b
      Content-Type: message/rfc822

      Subject: inner
      From: x@example.org

      inner text
      --b--
      """.replace("\n", "\r\n");

  private final FetchFixture fixture = new FetchFixture();

  private static byte[] octets(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private String peek(String item) {
    return fixture.run("FETCH 1 BODY.PEEK[" + item + "]");
  }

  private static String answer(String label, String octets) {
    return "* 1 FETCH (" + label + " {" + octets.length() + "}\r\n" + octets + ")\r\na OK FETCH completed\r\n";
  }

  @Test
  void metadata() {
    fixture.add(9, octets(TEXT), new Flags(Flags.SEEN, java.util.List.of("$Work"))).select();
    assertThat(fixture.run("FETCH 1 (FLAGS UID INTERNALDATE RFC822.SIZE EMAILID THREADID SAVEDATE)")).isEqualTo(
        "* 1 FETCH (FLAGS (\\Seen $Work) UID 9 INTERNALDATE \"09-Sep-2001 03:16:49 +0130\" RFC822.SIZE " + TEXT.length()
            + " EMAILID (M3v5) THREADID NIL SAVEDATE \"14-Nov-2023 22:13:29 +0000\")\r\na OK FETCH completed\r\n");
  }

  @Test
  void modSeqEnablesCondstore() {
    fixture.add(octets(TEXT)).select();
    assertThat(fixture.run("FETCH 1 MODSEQ")).isEqualTo(
        "* OK [HIGHESTMODSEQ 101] Highest modification sequence\r\n* 1 FETCH (MODSEQ (101))\r\na OK FETCH completed\r\n");
    assertThat(fixture.session.has(Feature.CONDSTORE)).isTrue();
  }

  @Test
  void summaryItems() {
    fixture.add(octets(TEXT)).select();
    assertThat(fixture.run("FETCH 1 (ENVELOPE BODY BODYSTRUCTURE PREVIEW PREVIEW (LAZY))")).isEqualTo(
        "* 1 FETCH (ENVELOPE (NIL \"tea and cake\" ((\"Anna\" NIL \"anna\" \"example.org\")) ((\"Anna\" NIL \"anna\""
            + " \"example.org\")) ((\"Anna\" NIL \"anna\" \"example.org\")) ((NIL NIL \"bo\" \"example.org\")) NIL NIL NIL NIL)"
            + " BODY (\"text\" \"plain\" (\"charset\" \"us-ascii\") NIL NIL \"7bit\" 7 1)"
            + " BODYSTRUCTURE (\"text\" \"plain\" (\"charset\" \"us-ascii\") NIL NIL \"7bit\" 7 1 NIL NIL NIL NIL)"
            + " PREVIEW \"Hello\" PREVIEW \"Hello\")\r\na OK FETCH completed\r\n");
  }

  @Test
  void sections() {
    fixture.add(octets(TEXT)).select();
    String header = TEXT.substring(0, TEXT.indexOf("Hello"));
    assertThat(peek("")).isEqualTo(answer("BODY[]", TEXT));
    assertThat(peek("HEADER")).isEqualTo(answer("BODY[HEADER]", header));
    assertThat(peek("TEXT")).isEqualTo(answer("BODY[TEXT]", "Hello\r\n"));
    assertThat(peek("1")).isEqualTo(answer("BODY[1]", "Hello\r\n"));
    assertThat(peek("HEADER.FIELDS (subject X-ODD)")).isEqualTo(
        answer("BODY[HEADER.FIELDS (subject X-ODD)]", "Subject: tea\r\n and cake\r\nX-Odd: 1\r\n\r\n"));
    assertThat(peek("HEADER.FIELDS (Subject)")).isEqualTo(
        answer("BODY[HEADER.FIELDS (Subject)]", "Subject: tea\r\n and cake\r\n\r\n"));
    assertThat(peek("HEADER.FIELDS.NOT (subject to)")).isEqualTo(
        answer("BODY[HEADER.FIELDS.NOT (subject to)]", "From: Anna <anna@example.org>\r\nX-Odd: 1\r\n\r\n"));
    assertThat(fixture.run("FETCH 1 RFC822.HEADER")).isEqualTo(answer("RFC822.HEADER", header));
  }

  @Test
  void partials() {
    fixture.add(octets(TEXT)).select();
    assertThat(fixture.run("FETCH 1 BODY.PEEK[]<0.5>")).isEqualTo(answer("BODY[]<0>", "From:"));
    assertThat(fixture.run("FETCH 1 BODY.PEEK[TEXT]<3.100>")).isEqualTo(answer("BODY[TEXT]<3>", "lo\r\n"));
    assertThat(fixture.run("FETCH 1 BODY.PEEK[]<5000.1>"))
        .isEqualTo("* 1 FETCH (BODY[]<5000> \"\")\r\na OK FETCH completed\r\n");
    assertThat(fixture.run("FETCH 1 BODY.PEEK[HEADER.FIELDS (Subject)]<9.3>"))
        .isEqualTo(answer("BODY[HEADER.FIELDS (Subject)]<9>", "tea"));
    assertThat(fixture.run("FETCH 1 BODY.PEEK[7]<0.5>")).isEqualTo("* 1 FETCH (BODY[7]<0> NIL)\r\na OK FETCH completed\r\n");
  }

  @Test
  void parts() {
    fixture.add(octets(MULTIPART)).select();
    assertThat(peek("4.HEADER")).isEqualTo(answer("BODY[4.HEADER]", "Subject: inner\r\nFrom: x@example.org\r\n\r\n"));
    assertThat(peek("4.HEADER.FIELDS (from)")).isEqualTo(answer("BODY[4.HEADER.FIELDS (from)]", "From: x@example.org\r\n\r\n"));
    assertThat(peek("4.1")).isEqualTo(answer("BODY[4.1]", "inner text"));
    assertThat(peek("4.MIME")).isEqualTo(answer("BODY[4.MIME]", "Content-Type: message/rfc822\r\n\r\n"));
    assertThat(peek("5")).isEqualTo("* 1 FETCH (BODY[5] NIL)\r\na OK FETCH completed\r\n");
    assertThat(peek("1.HEADER")).isEqualTo("* 1 FETCH (BODY[1.HEADER] NIL)\r\na OK FETCH completed\r\n");
  }

  @Test
  void binary() {
    fixture.add(octets(MULTIPART)).select();
    assertThat(fixture.run("FETCH 1 (BINARY.PEEK[1] BINARY.SIZE[1])")).isEqualTo(
        "* 1 FETCH (BINARY[1] {13}\r\ncaf\u00c3\u00a9 au lait BINARY.SIZE[1] 13)\r\na OK FETCH completed\r\n");
    assertThat(fixture.run("FETCH 1 BINARY.PEEK[2]"))
        .isEqualTo("* 1 FETCH (BINARY[2] ~{4}\r\n\0\1\2\3)\r\na OK FETCH completed\r\n");
    assertThat(fixture.run("FETCH 1 BINARY.PEEK[2]<1.2>"))
        .isEqualTo("* 1 FETCH (BINARY[2]<1> {2}\r\n\1\2)\r\na OK FETCH completed\r\n");
    assertThat(fixture.run("FETCH 1 BINARY.PEEK[9]")).isEqualTo("* 1 FETCH (BINARY[9] NIL)\r\na OK FETCH completed\r\n");
  }

  @Test
  void unknownEncodingFailsButTheRestIsTold() {
    fixture.add(octets(MULTIPART)).add(octets(TEXT)).select();
    assertThat(fixture.run("FETCH 1:2 BINARY.PEEK[3]")).isEqualTo(
        "* 2 FETCH (BINARY[3] NIL)\r\na NO [UNKNOWN-CTE] Some parts cannot be decoded\r\n");
    assertThat(fixture.run("FETCH 1 (UID BINARY.SIZE[3])")).isEqualTo(
        "* 1 FETCH (UID 3)\r\na NO [UNKNOWN-CTE] Some parts cannot be decoded\r\n");
  }

  @Test
  void bodySetsSeenInOneRequestAndTellsFlags() {
    fixture.add(octets(TEXT)).add(9, octets(TEXT), Flags.ofSystem(Flags.SEEN)).add(11, octets(TEXT), Flags.NONE).select();
    var answer = fixture.run("FETCH 1:* BODY[TEXT]<0.1>");
    assertThat(answer).isEqualTo("* 1 FETCH (BODY[TEXT]<0> {1}\r\nH FLAGS (\\Seen))\r\n* 2 FETCH (BODY[TEXT]<0> {1}\r\nH)\r\n"
        + "* 3 FETCH (BODY[TEXT]<0> {1}\r\nH FLAGS (\\Seen))\r\na OK FETCH completed\r\n");
    assertThat(fixture.requests).filteredOn(MailboxRequest.Store.class::isInstance).hasSize(1);
    assertThat(fixture.selection().view().flagNews().isEmpty()).isTrue();
  }

  @Test
  void seenIsToldWithUidAndModSeqOnceCondstoreIsOn() {
    fixture.add(octets(TEXT)).select();
    fixture.session.enable(Feature.CONDSTORE);
    assertThat(fixture.run("FETCH 1 BODY[TEXT]"))
        .isEqualTo("* 1 FETCH (UID 3 BODY[TEXT] {7}\r\nHello\r\n FLAGS (\\Seen) MODSEQ (102))\r\na OK FETCH completed\r\n");
  }

  @Test
  void examineLeavesFlagsAlone() {
    fixture.add(octets(TEXT)).select(true);
    assertThat(fixture.run("FETCH 1 BODY[TEXT]")).isEqualTo(answer("BODY[TEXT]", "Hello\r\n"));
    assertThat(fixture.requests).noneMatch(MailboxRequest.Store.class::isInstance);
  }

  @Test
  void uidFetchTellsUidsAndIgnoresThoseThatAreNot() {
    fixture.add(octets(TEXT)).add(octets(TEXT)).select();
    assertThat(fixture.run("UID FETCH 1:4,77 RFC822.SIZE"))
        .isEqualTo("* 1 FETCH (UID 3 RFC822.SIZE " + TEXT.length() + ")\r\na OK FETCH completed\r\n");
    assertThat(fixture.run("UID FETCH 999:* FLAGS")).isEqualTo("* 2 FETCH (UID 5 FLAGS ())\r\na OK FETCH completed\r\n");
  }

  @Test
  void expungedMeanwhileIsNoBySequenceNumberAndNothingByUid() {
    fixture.add(octets(TEXT)).add(octets(TEXT)).add(octets(TEXT)).select();
    fixture.expunge(5);
    assertThat(fixture.run("FETCH 1:3 UID")).isEqualTo(
        "* 1 FETCH (UID 3)\r\n* 3 FETCH (UID 7)\r\na NO [EXPUNGEISSUED] Some of these messages no longer exist\r\n");
    assertThat(fixture.run("UID FETCH 5 FLAGS")).isEqualTo("a OK FETCH completed\r\n");
  }

  @Test
  void changedSinceTellsModSeqOfWhatChanged() {
    fixture.add(octets(TEXT)).add(octets(TEXT)).select();
    assertThat(fixture.run("UID FETCH 1:* FLAGS (CHANGEDSINCE 101)")).endsWith(
        "* 2 FETCH (UID 5 FLAGS () MODSEQ (102))\r\na OK FETCH completed\r\n");
  }

  @Test
  void vanishedComesFirst() {
    fixture.add(octets(TEXT)).add(octets(TEXT)).add(octets(TEXT)).select();
    fixture.session.enable(Feature.QRESYNC);
    fixture.expunge(5);
    fixture.selection().sync().await().indefinitely();
    fixture.selection().announce(true).await().indefinitely();
    assertThat(fixture.run("UID FETCH 1:* FLAGS (CHANGEDSINCE 102 VANISHED)")).isEqualTo(
        "* VANISHED (EARLIER) 5\r\n* 2 FETCH (UID 7 FLAGS () MODSEQ (103))\r\na OK FETCH completed\r\n");
    assertThat(fixture.run("UID FETCH 6:* FLAGS (CHANGEDSINCE 103 VANISHED)")).isEqualTo("a OK FETCH completed\r\n");
  }

  @Test
  void partialIsAPageOfTheMessagesThatExist() {
    fixture.add(octets(TEXT)).add(octets(TEXT)).add(octets(TEXT)).select();
    assertThat(fixture.run("UID FETCH 1:* UID (PARTIAL -1:-2)"))
        .isEqualTo("* 2 FETCH (UID 5)\r\n* 3 FETCH (UID 7)\r\na OK FETCH completed\r\n");
    assertThat(fixture.run("UID FETCH 1:* UID (PARTIAL 1:1)")).isEqualTo("* 1 FETCH (UID 3)\r\na OK FETCH completed\r\n");
    assertThat(fixture.run("UID FETCH 1:* UID (PARTIAL 9:12)")).isEqualTo("a OK FETCH completed\r\n");
  }
}
