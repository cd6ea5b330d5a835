package org.godwit.transfer.mbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.godwit.mail.Flags;
import org.godwit.mail.InternalDate;
import org.godwit.mail.MailboxName;
import org.godwit.transfer.Mail;
import org.godwit.transfer.SourceMailbox;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as many programs have written them. */
class MboxReadTest {

  private static final String FROM = "From anna@example.org Thu Jan  1 00:00:10 1970\n";
  private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

  @TempDir
  private Path directory;

  private List<Mail> read(String text, MboxFormat format) throws IOException {
    var file = Files.write(directory.resolve("box"), Mail.octets(text));
    return Mail.of(MboxTree.open(file, Optional.empty(), format, MboxUidl.XUIDL, ZONE).mailboxes().getFirst());
  }

  private List<Mail> read(String text) throws IOException {
    return read(text, MboxFormat.AUTO);
  }

  private static String crlf(String text) {
    return text.replace("\n", "\r\n");
  }

  private List<String> uidls(String text, MboxUidl uidl) throws IOException {
    var file = Files.write(directory.resolve("box"), Mail.octets(text));
    var found = new ArrayList<String>();
    try (var cursor = MboxTree.open(file, Optional.empty(), MboxFormat.AUTO, uidl, ZONE).mailboxes().getFirst().open()) {
      for (var message = cursor.next(); message != null; message = cursor.next()) {
        found.add(message.pop3Uidl());
      }
    }
    return found;
  }

  @Test
  void uniqueIdsOfTheServerThatIsNamed() throws IOException {
    var box = FROM + "X-IMAPbase: 1069500000 0000000300 $Work\nX-UID: 5\n\none\n\n" + FROM + "X-UIDL: abc\n\ntwo\n\n"
        + FROM + "X-UID: 299\n\nthree\n\n" + FROM + "X-UID: 299\n\nagain\n\n" + FROM + "X-UID: 301\n\ntoo high\n";
    assertThat(uidls(box, MboxUidl.XUIDL)).containsExactly("", "", "", "", "");
    assertThat(uidls(box, MboxUidl.UW)).containsExactly("3fbf466000000005", "", "3fbf46600000012b", "", "");
    assertThat(uidls(box, MboxUidl.DOVECOT)).containsExactly("000000053fbf4660", "", "0000012b3fbf4660", "", "");
    var noBase = FROM + "X-UID: 5\n\none\n\n";
    assertThat(uidls(noBase, MboxUidl.UW)).containsExactly("");
    var pseudo = FROM + "Subject: DON'T DELETE THIS MESSAGE -- FOLDER INTERNAL DATA\nX-IMAP: 0000000016 0000000009\n\nx\n\n" + FROM + "X-UID: 9\n\none\n";
    assertThat(uidls(pseudo, MboxUidl.UW)).containsExactly("0000001000000009");
    assertThat(uidls(FROM + "X-IMAPbase: 99999999999 9\nX-UID: 9\n\none\n", MboxUidl.UW)).containsExactly("");
  }

  @Test
  void messagesWithoutTheBlankLinesBetweenThem() throws IOException {
    var box = FROM + "Subject: a\n\none\n\n" + FROM + "Subject: b\n\ntwo\n\n\n" + FROM + "Subject: c\n\nthree";
    assertThat(Mail.texts(read(box))).containsExactly(crlf("Subject: a\n\none\n"), crlf("Subject: b\n\ntwo\n\n"),
        crlf("Subject: c\n\nthree"));
    assertThat(Mail.texts(read(crlf(box)))).isEqualTo(Mail.texts(read(box)));
    assertThat(Mail.texts(read(box.replace('\n', '\r')))).isEqualTo(Mail.texts(read(box)));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      From a@b Thu Jan  1 00:00:10 1970                    | -3590 | 60
      From a@b Thu Jan 1 00:00 1970 +0200                  | -7200 | 120
      From a@b Thu Jan  1 00:00:10 EST 1970                | 18010 | -300
      From a@b Thu Jan  1 00:00:10 MET DST 1970            | -7190 | 120
      From "a b"@c Thu Jan  1 00:00:10 1970 GMT            | 10    | 0
      From - Thu Jan 01 00:00:10 1970 -0030                | 1810  | -30
      From a Thu, 1 Jan 1970 00:00:10 +0000                | 10    | 0
      From a Thu Jan  1 00:00:10 1970 GMT remote from host | 10    | 0
      """)
  void datesOfFromLines(String line, long epochSecond, int offset) throws IOException {
    var messages = read(line + "\nA: b\n\n\n" + line + "\nA: c\n\n");
    assertThat(messages).hasSize(2).allSatisfy(message ->
        assertThat(message.date()).contains(new InternalDate(epochSecond, offset)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"From here to there", "From a@b Thu Jan  1 00:00:10", "From a@b Foo Jan  1 00:00:10 1970",
      "From a@b Thu Jan  1 00:00:10 1970 and so on", "From a@b Thu Jan 32 00:00:10 1970", ">From a@b Thu Jan  1 00:00:10 1970",
      " From a@b Thu Jan  1 00:00:10 1970", "From a@b Thu Jan  1 00:00:10 1970 1971", "From: a@b Thu Jan  1 00:00:10 1970"})
  void linesThatAreNoFromLines(String line) throws IOException {
    var body = "A: b\n\n\n" + line + "\n";
    assertThat(Mail.texts(read(FROM + body, MboxFormat.MBOXO))).containsExactly(crlf(body));
  }

  @Test
  void aFromLineNeedsABlankLineBeforeIt() throws IOException {
    assertThat(read(FROM + "A: b\n\ntext\n" + FROM + "more\n")).hasSize(1);
  }

  @Test
  void quotingByVariant() throws IOException {
    var box = FROM + "A: b\n\n>From x\n>>From y\n> From z\n>Fromage\n";
    var quoted = crlf("A: b\n\n>From x\n>>From y\n> From z\n>Fromage\n");
    var plain = crlf("A: b\n\nFrom x\n>From y\n> From z\n>Fromage\n");
    assertThat(Mail.texts(read(box))).containsExactly(plain);
    assertThat(Mail.texts(read(box, MboxFormat.MBOXRD))).containsExactly(plain);
    assertThat(Mail.texts(read(box, MboxFormat.MBOXO))).containsExactly(quoted);
    assertThat(Mail.texts(read(box, MboxFormat.MBOXCL2))).containsExactly(quoted);
  }

  @Test
  void aWriterWhoDoesNotQuoteIsToldFromTheMessage() throws IOException {
    var body = "A: b\n\nFrom x\n>From y\n";
    assertThat(Mail.texts(read(FROM + body))).containsExactly(crlf(body));
  }

  @Test
  void contentLengthIsBelievedIfItLeadsToAMessage() throws IOException {
    var body = "one\n\n" + FROM + "two\n";
    var box = FROM + "Content-Length: " + body.length() + "\n\n" + body + "\n" + FROM + "Content-Length: 3\n\nend";
    assertThat(Mail.texts(read(box))).containsExactly(crlf("\n" + body), crlf("\nend"));
    assertThat(read(box, MboxFormat.MBOXRD)).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2", "4", "999", "999999999999999999", "9999999999999999999999", "-1", "x", ""})
  void contentLengthThatLeadsNowhereIsNotBelieved(String length) throws IOException {
    var box = FROM + "A: b\nContent-Length: " + length + "\n\none two\n\n" + FROM + "C: d\n\ntwo\n";
    assertThat(Mail.texts(read(box))).containsExactly(crlf("A: b\n\none two\n"), crlf("C: d\n\ntwo\n"));
  }

  @Test
  void statusLinesBecomeFlagsAndAreNoPartOfTheMessage() throws IOException {
    var box = FROM + "X-IMAPbase: 123 0000000020 Work $Junk\nStatus: RO\nSubject: a\nX-Status: AFDT\nX-Keywords: Work $Junk (bad)\n more\n"
        + "X-UID: 7\nTo: b\n\nStatus: text\n\n" + FROM + "STATUS: O\nx-uid: 21\n\n\n" + FROM + "X-UID: 12\n\nx\n";
    var messages = read(box);
    assertThat(Mail.texts(messages)).containsExactly(crlf("Subject: a\nTo: b\n\nStatus: text\n"), crlf("\n"), crlf("\nx\n"));
    assertThat(messages.getFirst().flags()).isEqualTo(new Flags(Flags.SYSTEM, List.of("Work", "$Junk", "more")));
    assertThat(messages.get(1).flags()).isEqualTo(Flags.NONE);
    assertThat(messages).extracting(Mail::uid).containsExactly(7, 0, 12);
  }

  @Test
  void uidsWithoutABaseAreNotBelieved() throws IOException {
    assertThat(read(FROM + "X-UID: 7\n\nx\n")).extracting(Mail::uid).containsExactly(0);
  }

  @Test
  void thePseudoMessageIsNone() throws IOException {
    var box = "From MAILER-DAEMON Thu Jan  1 00:00:10 1970\nSubject: DON'T DELETE THIS MESSAGE -- FOLDER INTERNAL DATA\n"
        + "X-IMAP: 123 9\nStatus: RO\n\nThis text is part of the internal format of your mail folder.\n\n" + FROM + "X-UID: 9\nA: b\n\nx\n";
    var messages = read(box);
    assertThat(Mail.texts(messages)).containsExactly(crlf("A: b\n\nx\n"));
    assertThat(messages.getFirst().uid()).isEqualTo(9);
  }

  @Test
  void mixedLineEndsStay() throws IOException {
    assertThat(Mail.texts(read(FROM + "A: b\r\n\none\ntwo\rthree\r\n"))).containsExactly("A: b\r\n\none\ntwo\rthree\r\n");
    assertThat(Mail.texts(read(crlf(FROM) + "A: b\n\none\n\r\n" + crlf(FROM) + "\r\n\r\n"))).containsExactly("A: b\n\none\n", "\r\n");
  }

  @Test
  void aDateElsewhereIfTheFirstLineHasNone() throws IOException {
    var box = "From nobody\nReceived: from a by b; 1 Jan 1970 01:00:10 +0100\nDate: 2 Jan 1970 00:00:00 +0000\n\nx\n";
    assertThat(read(box).getFirst().date()).contains(new InternalDate(10, 0));
  }

  @Test
  void whatIsNoMbox() {
    assertThatThrownBy(() -> read("Subject: a\n\nno From_ line\n")).isInstanceOf(IOException.class).hasMessageContaining("is no mbox");
    assertThatThrownBy(() -> read("*mbx*\r\n1234\r\n")).hasMessageContaining("mbx format");
    assertThatThrownBy(() -> read("x".repeat(1 << 20))).hasMessageContaining("is no mbox");
  }

  @Test
  void nothingIsAnEmptyMailbox() throws IOException {
    assertThat(read("")).isEmpty();
    assertThat(read("\n\n")).isEmpty();
  }

  @Test
  void linesOfMegabytes() throws IOException {
    var giant = "x".repeat(600_000) + "\r" + "y".repeat(262_143 - 7) + "\r" + "From ".repeat(100_000);
    var body = "A: b\n\n" + giant + "\n" + giant + "\n";
    assertThat(Mail.texts(read(FROM + body + "\n" + FROM + "Status: " + giant.replace('\r', 'r') + "\nC: d\n\nx\n")))
        .containsExactly(crlf(body), crlf("C: d\n\nx\n"));
  }

  @Test
  void directoriesAreLevels() throws IOException {
    Files.createDirectories(directory.resolve("work/2004"));
    Files.createDirectories(directory.resolve("sent.sbd"));
    for (String file : List.of("INBOX", "work/2004/caf&AOk-", "sent", "sent.sbd/old", "sent.msf", ".hidden")) {
      Files.writeString(directory.resolve(file), FROM + "A: b\n\n");
    }
    Files.writeString(directory.resolve(".subscriptions"), "sent/old\nwork/2004/caf&AOk-\n");
    var source = MboxTree.open(directory, Optional.empty(), MboxFormat.AUTO, MboxUidl.XUIDL, ZONE);
    assertThat(source.mailboxes()).extracting(SourceMailbox::name).containsExactly(MailboxName.INBOX, MailboxName.of("sent"),
        MailboxName.of("sent", "old"), MailboxName.of("work", "2004", "café"));
    assertThat(source.subscriptions().orElseThrow()).containsExactlyInAnyOrder(MailboxName.of("sent", "old"), MailboxName.of("work", "2004", "café"));
    assertThat(MboxTree.open(directory, Optional.of(MailboxName.of("x")), MboxFormat.AUTO, MboxUidl.XUIDL, ZONE).mailboxes())
        .extracting(SourceMailbox::name).contains(MailboxName.of("x", "sent", "old"));
  }
}
