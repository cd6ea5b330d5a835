package org.godwit.imap.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.godwit.imap.command.Commands.answer;
import static org.godwit.imap.command.Commands.parse;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.godwit.imap.command.ListOptions.Return;
import org.godwit.imap.command.ListOptions.Selection;
import org.godwit.mail.MailboxPattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListParserTest {

  @Test
  void basic() {
    assertThat(parse("LIST \"\" *")).isEqualTo(list("", ListOptions.NONE, "*"));
    assertThat(parse("LIST \"\" \"\"")).isEqualTo(list("", ListOptions.NONE, ""));
    assertThat(parse("LIST /usr/staff/jones \"\"")).isEqualTo(list("/usr/staff/jones", ListOptions.NONE, ""));
    assertThat(parse("LIST ~/Mail/ %")).isEqualTo(list("~/Mail/", ListOptions.NONE, "~/Mail/%"));
    assertThat(parse("LIST \"\" foo]%bar")).isEqualTo(list("", ListOptions.NONE, "foo]%bar"));
    assertThat(parse("LIST \"\" {5}\r\nx y/%")).isEqualTo(list("", ListOptions.NONE, "x y/%"));
    assertThat(parse("LIST \"\" &AOk-*", Commands.REV1)).isEqualTo(list("", ListOptions.NONE, "é*"));
    assertThat(parse("LSUB \"#news.\" \"comp.mail.*\""))
        .isEqualTo(new ImapCommand.Lsub("#news.", MailboxPattern.of("#news.comp.mail.*", '/')));
  }

  @Test
  void extended() {
    assertThat(parse("LIST (SUBSCRIBED) \"\" \"*\""))
        .isEqualTo(list("", options(Set.of(Selection.SUBSCRIBED), Set.of(), Set.of()), "*"));
    assertThat(parse("LIST () \"\" \"%\" RETURN (CHILDREN)"))
        .isEqualTo(list("", options(Set.of(), Set.of(Return.CHILDREN), Set.of()), "%"));
    assertThat(parse("LIST (REMOTE subscribed RECURSIVEMATCH SPECIAL-USE) \"\" %"))
        .isEqualTo(list("", options(Set.of(Selection.values()), Set.of(), Set.of()), "%"));
    assertThat(parse("LIST \"\" (\"INBOX\" \"Drafts\" \"Sent/%\")"))
        .isEqualTo(list("", options(Set.of(), Set.of(), Set.of()), "INBOX", "Drafts", "Sent/%"));
    assertThat(parse("LIST \"\" % RETURN ()")).isEqualTo(list("", options(Set.of(), Set.of(), Set.of()), "%"));
    assertThat(parse("LIST \"\" % RETURN (STATUS (MESSAGES UNSEEN) SPECIAL-USE SUBSCRIBED)"))
        .isEqualTo(list("", options(Set.of(), Set.of(Return.SPECIAL_USE, Return.SUBSCRIBED),
            Set.of(StatusItem.MESSAGES, StatusItem.UNSEEN)), "%"));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "LIST|BAD Expected reference name after LIST",
      "LIST \"\"|BAD Expected pattern after reference name",
      "LIST \"\" ()|BAD Expected 1 to 100 patterns",
      "LIST (RECURSIVEMATCH) \"\" *|BAD RECURSIVEMATCH needs SUBSCRIBED or SPECIAL-USE",
      "LIST (RECURSIVEMATCH REMOTE) \"\" *|BAD RECURSIVEMATCH needs SUBSCRIBED or SPECIAL-USE",
      "LIST (FOO) \"\" *|BAD Unknown selection option FOO",
      "LIST \"\" * RETURN (FOO)|BAD Unknown return option FOO",
      "LIST \"\" * RETURN|BAD Expected return options after RETURN",
      "LIST \"\" * RETURN (STATUS ())|BAD Expected status item in parentheses",
      "LIST \"\" * FOO|BAD Expected RETURN after pattern",
      "LIST \"\" * RETURN () x|BAD Unexpected text after return options",
      "LSUB \"\"|BAD Expected pattern after reference name",
  })
  void errors(String command, String answer) {
    assertThat(answer(command)).isEqualTo(answer);
  }

  @Test
  void bounds() {
    assertThat(answer("LIST \"\" (" + "a ".repeat(101) + ")")).isEqualTo("BAD Expected 1 to 100 patterns");
    assertThat(answer("LIST \"\" " + "%".repeat(4097))).contains("longer than 4096");
  }

  private static ListOptions options(Set<Selection> selections, Set<Return> returns, Set<StatusItem> status) {
    return new ListOptions(true, selections, returns, status);
  }

  private static ImapCommand list(String reference, ListOptions options, String... patterns) {
    List<MailboxPattern> all = Arrays.stream(patterns).map(pattern -> MailboxPattern.of(pattern, '/')).toList();
    return new ImapCommand.ListMailboxes(reference, all, options);
  }
}
