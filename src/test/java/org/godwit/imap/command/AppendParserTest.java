package org.godwit.imap.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.godwit.imap.command.Commands.answer;
import static org.godwit.imap.command.Commands.parse;

import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.godwit.mail.Flags;
import org.godwit.mail.InternalDate;
import org.godwit.mail.MailboxName;
import org.godwit.mail.SequenceSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AppendParserTest {

  private static final String DATE = "\" 7-Feb-1994 21:52:25 -0800\"";

  @Test
  void simple() {
    var message = only("APPEND saved-messages (\\Seen $Junk) {5}\r\nhello");
    assertThat(message.flags()).isEqualTo(new Flags(Flags.SEEN, List.of("$Junk")));
    assertThat(message.date()).isEmpty();
    assertThat(text(message)).isEqualTo("hello");
    assertThat(message.literal8()).isFalse();
    assertThat(message.utf8()).isFalse();
  }

  @Test
  void everyForm() {
    assertThat(text(only("APPEND x {2}\r\nab"))).isEqualTo("ab");
    assertThat(text(only("APPEND x () {2+}\r\nab"))).isEqualTo("ab");
    assertThat(text(only("APPEND {1}\r\nx () " + DATE + " {2}\r\nab  "))).isEqualTo("ab");
    assertThat(only("APPEND x ~{3}\r\na\u0000b").literal8()).isTrue();
    assertThat(text(only("APPEND x {3}\r\na\u0000b"))).as("NUL in a message is kept").isEqualTo("a\0b");
    var utf8 = only("APPEND x (\\Draft) UTF8 (~{2}\r\nab)");
    assertThat(utf8.utf8()).isTrue();
    assertThat(utf8.literal8()).isTrue();
    assertThat(utf8.flags()).isEqualTo(Flags.ofSystem(Flags.DRAFT));
    assertThat(only("APPEND x {0}\r\n").body().size()).isZero();
  }

  @Test
  void date() {
    assertThat(only("APPEND x " + DATE + " {2}\r\nab").date())
        .contains(InternalDate.of(OffsetDateTime.parse("1994-02-07T21:52:25-08:00")));
    assertThat(only("APPEND x \"17-jul-1996 02:44:25 +2359\" {2}\r\nab").date().orElseThrow().offsetMinutes()).isEqualTo(1439);
    assertThat(only("APPEND x \"1-Jan-2016 23:59:60 +0000\" {2}\r\nab").date())
        .contains(InternalDate.of(OffsetDateTime.parse("2016-01-01T23:59:59Z")));
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "\"\"", "\"31-Feb-1994 21:52:25 -0800\"", "\"01-Feb-1994 24:00:00 -0800\"", "\"01-Feb-1994 21:52:61 -0800\"",
      "\"01-Feb-1994 21:52:25 0800\"", "\"01-Feb-1994 21:52:25 +2400\"", "\"01-Feb-1994 21:52:25 +0060\"",
      "\"01-Foo-1994 21:52:25 +0000\"", "\"001-Feb-1994 21:52:25 +0000\"", "\"01-Feb-94 21:52:25 +0000\"",
      "\"01-Feb-1994 21:52:25 +0000", "\"01-Jan-0000 00:00:00 +2359\"", "\"31-Dec-9999 23:59:59 -0001\""})
  void badDate(String date) {
    assertThat(answer("APPEND x " + date + " {2}\r\nab")).startsWith("BAD ");
  }

  @Test
  void multiappend() {
    var append = (ImapCommand.Append) parse(
        "APPEND saved-messages (\\Seen) {3}\r\none " + DATE + " {3}\r\ntwo (\\Flagged) UTF8 (~{5}\r\nthree) {0}\r\n");
    assertThat(append.mailbox()).isEqualTo(MailboxName.of("saved-messages"));
    assertThat(append.messages()).extracting(AppendParserTest::text).containsExactly("one", "two", "three", "");
    assertThat(append.messages()).extracting(message -> message.flags().system())
        .containsExactly(Flags.SEEN, 0, Flags.FLAGGED, 0);
    assertThat(append.messages()).extracting(message -> message.date().isPresent()).containsExactly(false, true, false, false);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "APPEND|BAD Expected mailbox name after APPEND",
      "APPEND x|BAD Expected message literal after mailbox name",
      "APPEND x (\\Seen)|BAD Expected message literal after flag list",
      "APPEND x hello|BAD Expected message literal after mailbox name",
      "APPEND x (\\Recent) {1}|BAD Flag \\Recent can not be set",
      "APPEND x (\\Foo) {1}|BAD Flag \\Foo can not be set",
      "APPEND x (\\Seen{1}|BAD Expected space or ) after flag",
      "APPEND x CATENATE (URL \"x\")|BAD Expected message literal after mailbox name",
      "APPEND x UTF8 {1}|BAD Expected literal8 in parentheses after UTF8",
      "APPEND a//b {1}|NO [CANNOT] Mailbox name has an empty level of hierarchy",
  })
  void errors(String command, String answer) {
    assertThat(answer(command)).isEqualTo(answer);
  }

  @Test
  void errorsBehindLiterals() {
    assertThat(answer("APPEND x {2}\r\nab y")).isEqualTo("BAD Expected message literal after literal");
    assertThat(answer("APPEND x {2}\r\nab{1}\r\nc")).startsWith("BAD Unexpected text");
    assertThat(answer("APPEND x UTF8 (~{2}\r\nab")).isEqualTo("BAD Expected ) after literal");
    assertThat(answer("APPEND x UTF8 ({2}\r\nab)")).startsWith("BAD Expected");
    assertThat(answer("APPEND x" + " {0}\r\n".repeat(1001))).isEqualTo("NO [LIMIT] More than 1000 messages in one APPEND");
    assertThat(answer("APPEND x (" + "k".repeat(256) + ") {0}\r\n")).isEqualTo("NO [LIMIT] Keyword is longer than 255 octets");
  }

  @Test
  void largeBodyComesBackAsItWasGiven() throws ParseException {
    var spooled = new CommandParserTest.Spooled(123_456_789_012L);
    var bytes = new CommandBytes(List.of("a APPEND x {123456789012}".getBytes(), new byte[0]), List.of(spooled));
    var append = (ImapCommand.Append) CommandParser.parse(bytes, Commands.REV1).command();
    assertThat(append.messages().getFirst().body()).isSameAs(spooled);
  }

  @Test
  void replace() {
    var replace = (ImapCommand.Replace) parse("REPLACE 4 Drafts (\\Seen \\Draft) " + DATE + " {2}\r\nab");
    assertThat(replace.uid()).isFalse();
    assertThat(replace.message()).isEqualTo(SequenceSet.of(4));
    assertThat(replace.mailbox()).isEqualTo(MailboxName.of("Drafts"));
    assertThat(replace.replacement().flags().system()).isEqualTo(Flags.SEEN | Flags.DRAFT);
    var last = (ImapCommand.Replace) parse("UID REPLACE * Drafts ~{2}\r\nab");
    assertThat(last.uid()).isTrue();
    assertThat(last.message().hasStar()).isTrue();
    assertThat(answer("REPLACE 1:2 Drafts {2}\r\nab")).isEqualTo("BAD Invalid sequence number: must name one message");
    assertThat(answer("UID REPLACE $ Drafts {2}\r\nab")).isEqualTo("BAD Invalid UID: must name one message");
    assertThat(answer("REPLACE 1 Drafts {2}\r\nab {2}\r\nab")).startsWith("BAD Unexpected text");
  }

  private static AppendMessage only(String command) {
    var append = (ImapCommand.Append) parse(command);
    assertThat(append.messages()).hasSize(1);
    return append.messages().getFirst();
  }

  private static String text(AppendMessage message) {
    return new String(message.body().bytes(), StandardCharsets.ISO_8859_1);
  }

  @Test
  void spaceBeforeTheLiteralIsDue() {
    var error = catchThrowableOfType(ParseException.class,
        () -> CommandParser.parse(Commands.bytes("a APPEND x{1}\r\nb"), Commands.REV2));
    assertThat(error).hasMessage("Expected message literal after mailbox name");
    assertThat(error.code()).isEqualTo(Optional.empty());
  }
}
