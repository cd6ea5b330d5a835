package org.godwit.imap.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.godwit.imap.command.Commands.REV1;
import static org.godwit.imap.command.Commands.REV2;
import static org.godwit.imap.command.Commands.answer;
import static org.godwit.imap.command.Commands.error;
import static org.godwit.imap.command.Commands.parse;
import static org.godwit.imap.command.Commands.utf8;

import java.util.Optional;
import java.util.Set;
import org.godwit.mail.MailboxName;
import org.godwit.mail.SequenceSet;
import org.godwit.mail.UidValidity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailboxCommandsTest {

  @Test
  void namesOnly() {
    var name = MailboxName.of("foo", "bar");
    assertThat(parse("DELETE foo/bar")).isEqualTo(new ImapCommand.Delete(name));
    assertThat(parse("SUBSCRIBE \"foo/bar\"")).isEqualTo(new ImapCommand.Subscribe(name));
    assertThat(parse("UNSUBSCRIBE {7}\r\nfoo/bar")).isEqualTo(new ImapCommand.Unsubscribe(name));
    assertThat(parse("RENAME foo/bar zowie")).isEqualTo(new ImapCommand.Rename(name, MailboxName.of("zowie")));
    assertThat(answer("RENAME foo")).isEqualTo("BAD Expected new mailbox name after mailbox name");
    assertThat(answer("DELETE foo bar")).isEqualTo("BAD Unexpected text after mailbox name");
    assertThat(answer("DELETE fo%o")).startsWith("BAD");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/foo", "foo/", "foo//bar", "\"\"", "\"a\tb\"", "{2}\r\na\n"})
  void namesNoMailboxCanHave(String name) {
    assertThat(answer("DELETE " + name)).startsWith("NO [CANNOT] Mailbox name has");
    assertThat(answer("SELECT " + name)).as("NO would leave the selected mailbox").startsWith("BAD [CLIENTBUG] Mailbox name has");
  }

  @Test
  void namesByWhatIsEnabled() {
    assertThat(delete("~peter/mail/&U,BTFw-/&ZeVnLIqe-", REV1)).isEqualTo(MailboxName.of("~peter", "mail", "台北", "日本語"));
    assertThat(delete("R&-D", REV1)).isEqualTo(MailboxName.of("R&D"));
    assertThat(delete("R&-D", REV2)).isEqualTo(MailboxName.of("R&-D"));
    assertThat(delete(utf8("\"台北\""), REV2)).isEqualTo(MailboxName.of("台北"));
    assertThat(delete(utf8("{6}\r\n台北"), REV2)).isEqualTo(MailboxName.of("台北"));
    assertThat(error("DELETE &bad", REV1).code()).contains("CANNOT");
    assertThat(error("DELETE " + utf8("\"é\""), REV1).code()).contains("CANNOT");
    assertThat(error("DELETE \"\u00e9\"", REV2)).hasMessage("Invalid mailbox name: not valid UTF-8");
  }

  private static MailboxName delete(String name, ParseContext context) {
    return ((ImapCommand.Delete) parse("DELETE " + name, context)).mailbox();
  }

  @Test
  void delimiter() {
    var dot = new ParseContext(true, '.');
    assertThat(delete("foo.bar", dot)).isEqualTo(MailboxName.of("foo", "bar"));
    assertThat(delete("foo/bar", dot)).isEqualTo(MailboxName.of("foo/bar"));
  }

  @Test
  void select() {
    assertThat(parse("SELECT inbox"))
        .isEqualTo(new ImapCommand.Select(MailboxName.INBOX, "inbox", false, false, Optional.empty()));
    assertThat(parse("EXAMINE blurdybloop"))
        .isEqualTo(new ImapCommand.Select(MailboxName.of("blurdybloop"), "blurdybloop", true, false, Optional.empty()));
    assertThat(parse("SELECT INBOX (condstore)"))
        .isEqualTo(new ImapCommand.Select(MailboxName.INBOX, "INBOX", false, true, Optional.empty()));
  }

  @Test
  void qresync() {
    var validity = new UidValidity(67890007);
    assertThat(qresync("(QRESYNC (67890007 20050715194045000))"))
        .isEqualTo(new Qresync(validity, 20050715194045000L, Optional.empty(), Optional.empty()));
    assertThat(qresync("(QRESYNC (67890007 20050715194045000 41,43:211,214:541))"))
        .isEqualTo(new Qresync(validity, 20050715194045000L, Optional.of(SequenceSet.parse("41,43:211,214:541")), Optional.empty()));
    var match = new Qresync.SequenceMatch(SequenceSet.parse("5,10"), SequenceSet.parse("7,15"));
    assertThat(qresync("(CONDSTORE QRESYNC (67890007 9 1:29997 (5,10 7,15)))"))
        .isEqualTo(new Qresync(validity, 9, Optional.of(SequenceSet.parse("1:29997")), Optional.of(match)));
    assertThat(qresync("(QRESYNC ( 67890007 9 ( 5,10 7,15 ) ) )"))
        .isEqualTo(new Qresync(validity, 9, Optional.empty(), Optional.of(match)));
  }

  private static Qresync qresync(String parameters) {
    return ((ImapCommand.Select) parse("SELECT INBOX " + parameters)).qresync().orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "()", "(FOO)", "(CONDSTORE CONDSTORE)", "(CONDSTORE", "CONDSTORE", "(QRESYNC)", "(QRESYNC (1))", "(QRESYNC (0 1))",
      "(QRESYNC (1 0))", "(QRESYNC (4294967296 1))", "(QRESYNC (1 9223372036854775808))", "(QRESYNC (1 1 *))",
      "(QRESYNC (1 1 $))", "(QRESYNC (1 1 1:5 (1)))", "(QRESYNC (1 1 1:5 (1 *)))", "(QRESYNC (1 1 1:5 (1 2) x))", "(QRESYNC (1 1 x))"})
  void badSelectParameters(String parameters) {
    assertThat(answer("SELECT INBOX " + parameters)).startsWith("BAD ");
  }

  @Test
  void create() {
    assertThat(parse("CREATE owatagusiam/")).isEqualTo(new ImapCommand.Create(MailboxName.of("owatagusiam"), "owatagusiam", Set.of()));
    assertThat(parse("CREATE MySent (USE (\\sent))"))
        .isEqualTo(new ImapCommand.Create(MailboxName.of("MySent"), "MySent", Set.of("\\Sent")));
    assertThat(parse("CREATE \"Everything\" (USE (\\Drafts \\Sent))"))
        .isEqualTo(new ImapCommand.Create(MailboxName.of("Everything"), "Everything", Set.of("\\Drafts", "\\Sent")));
    assertThat(parse("CREATE x (USE ())")).isEqualTo(new ImapCommand.Create(MailboxName.of("x"), "x", Set.of()));
    assertThat(parse("CREATE \"e\u0301\"".replace("e\u0301", utf8("e\u0301"))))
        .isEqualTo(new ImapCommand.Create(MailboxName.of("é"), "e\u0301", Set.of()));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "CREATE x (USE (\\Bogus))|NO [USEATTR] Unknown special-use attribute \\Bogus",
      "CREATE x (FOO)|BAD Unknown parameter FOO",
      "CREATE x (USE)|BAD Expected special-use attributes after USE",
      "CREATE x (USE (Sent))|BAD Expected \\ after special-use attribute",
      "CREATE /|NO [CANNOT] Mailbox name has an empty level of hierarchy",
      "CREATE foo//|NO [CANNOT] Mailbox name has an empty level of hierarchy",
  })
  void badCreate(String command, String answer) {
    assertThat(answer(command)).isEqualTo(answer);
  }

  @Test
  void status() {
    assertThat(parse("STATUS blurdybloop (UIDNEXT messages)"))
        .isEqualTo(new ImapCommand.Status(MailboxName.of("blurdybloop"), Set.of(StatusItem.MESSAGES, StatusItem.UIDNEXT)));
    assertThat(parse("STATUS INBOX ( MESSAGES RECENT UIDNEXT UIDVALIDITY UNSEEN DELETED SIZE HIGHESTMODSEQ MAILBOXID APPENDLIMIT )"))
        .isEqualTo(new ImapCommand.Status(MailboxName.INBOX, Set.of(StatusItem.values())));
    assertThat(answer("STATUS INBOX ()")).isEqualTo("BAD Expected status item in parentheses");
    assertThat(answer("STATUS INBOX (FOO)")).isEqualTo("BAD Unknown status item FOO");
    assertThat(answer("STATUS INBOX MESSAGES")).isEqualTo("BAD Expected list of status items after mailbox name");
    assertThat(answer("STATUS INBOX")).isEqualTo("BAD Expected list of status items after mailbox name");
    assertThat(answer("STATUS INBOX (MESSAGES")).isEqualTo("BAD Expected space or ) after MESSAGES");
  }
}
