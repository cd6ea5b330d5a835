package org.godwit.imap.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.godwit.imap.command.Commands.answer;
import static org.godwit.imap.command.Commands.bytes;
import static org.godwit.imap.command.Commands.parse;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandParserTest {

  @Test
  void commandsWithoutArguments() {
    assertThat(Map.ofEntries(
        Map.entry("CAPABILITY", new ImapCommand.Capability()),
        Map.entry("noop", new ImapCommand.Noop()),
        Map.entry("Logout", new ImapCommand.Logout()),
        Map.entry("STARTTLS", new ImapCommand.StartTls()),
        Map.entry("UNAUTHENTICATE", new ImapCommand.Unauthenticate()),
        Map.entry("NAMESPACE", new ImapCommand.Namespace()),
        Map.entry("IDLE", new ImapCommand.Idle()),
        Map.entry("CHECK", new ImapCommand.Check()),
        Map.entry("CLOSE", new ImapCommand.Close()),
        Map.entry("UNSELECT", new ImapCommand.Unselect()),
        Map.entry("EXPUNGE", new ImapCommand.Expunge(Optional.empty()))))
        .allSatisfy((text, command) -> {
          assertThat(parse(text)).isEqualTo(command);
          assertThat(parse(text + "  ")).as("spaces at the end").isEqualTo(command);
          assertThat(answer(text + " x")).isEqualTo("BAD Unexpected text after " + text.toUpperCase());
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"A1", "a.1-2", "$=", "]", "1", "@#!~&:;<>?"})
  void tags(String tag) throws ParseException {
    assertThat(CommandParser.parse(bytes(tag + " NOOP"), Commands.REV2).tag()).isEqualTo(tag);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", " NOOP", "+ NOOP", "* NOOP", "a+b NOOP", "(a NOOP", "\"a\" NOOP", "a\tNOOP", "a\u0000", "\u00e9 NOOP"})
  void withoutTag(String line) {
    var error = catchThrowableOfType(ParseException.class, () -> CommandParser.parse(bytes(line), Commands.REV2));
    assertThat(error.tag()).isEmpty();
    Commands.assertSendable(error);
  }

  @Test
  void tagTooLong() {
    String tag = "t".repeat(CommandParser.TAG_OCTETS_MAX + 1);
    var error = catchThrowableOfType(ParseException.class, () -> CommandParser.parse(bytes(tag + " NOOP"), Commands.REV2));
    assertThat(error).hasMessage("Tag is longer than 256 octets");
  }

  @Test
  void errorsKeepTheTag() {
    var error = catchThrowableOfType(ParseException.class, () -> CommandParser.parse(bytes("tag9"), Commands.REV2));
    assertThat(error.tag()).contains("tag9");
    assertThat(error).hasMessage("Expected command after tag");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "FOO|BAD Unknown command FOO",
      "UID|BAD Expected command after UID",
      "UID NOOP|BAD Unknown command UID NOOP",
      "SELECT|BAD Expected mailbox name after SELECT",
      "COPY|BAD Expected sequence set after COPY",
      "COPY 1|BAD Expected mailbox name after sequence set",
      "LOGIN a|BAD Expected password after user name",
      "NOOP\tx|BAD Unexpected text after NOOP",
      "\"NOOP\"|BAD Expected command after tag",
  })
  void errorsSayWhatWasExpectedWhere(String command, String answer) {
    assertThat(answer(command)).isEqualTo(answer);
  }

  @Test
  void longWordsAreNotRepeated() {
    assertThat(answer("X".repeat(5000)).length()).isLessThan(100);
  }

  @Test
  void literalMustBeWhatWasAnnounced() {
    var bytes = new CommandBytes(List.of("A LOGIN {5}".getBytes(), " x".getBytes()), List.of(Literal.of("1234".getBytes())));
    assertThat(catchThrowableOfType(ParseException.class, () -> CommandParser.parse(bytes, Commands.REV2)))
        .hasMessageContaining("literal of 4 octets announced as 5");
  }

  @Test
  void literalBehindTheEnd() {
    assertThat(answer("NOOP {3}\r\nabc")).isEqualTo("BAD Unexpected text after NOOP");
    assertThat(answer("LOGIN a b{3}\r\nabc")).isEqualTo("BAD Unexpected text after password");
    assertThat(answer("LOGIN a {3}")).isEqualTo("BAD Invalid password: the announcement of a literal must end the line");
  }

  @Test
  void literalTooLargeForAnArgument() {
    var bytes = new CommandBytes(List.of("A SELECT {9000000}".getBytes(), new byte[0]), List.of(new Spooled(9_000_000)));
    var error = catchThrowableOfType(ParseException.class, () -> CommandParser.parse(bytes, Commands.REV2));
    assertThat(error).hasMessage("Literal is too large for mailbox name");
    assertThat(error.code()).contains("TOOBIG");
  }

  @Test
  void everyCommandOfTheTableSaysWhereItIsAllowed() {
    assertThat(CommandTable.all()).hasSize(44).allSatisfy(spec -> {
      assertThat(spec.name()).isUpperCase();
      assertThat(CommandTable.find(spec.name())).isSameAs(spec);
      if (spec.name().startsWith("UID ")) {
        assertThat(spec.allowedIn()).isEqualTo(AllowedIn.SELECTED);
        assertThat(spec.is(Nature.NO_EXPUNGE)).isFalse();
      }
      if (spec.is(Nature.NO_EXPUNGE)) {
        assertThat(spec.is(Nature.SEQUENCE_NUMBERS)).isTrue();
      }
    });
    var states = EnumSet.noneOf(AllowedIn.class);
    CommandTable.all().forEach(spec -> states.add(spec.allowedIn()));
    assertThat(states).containsExactlyInAnyOrder(AllowedIn.values());
  }

  @Test
  void whichUseSequenceNumbers() throws ParseException {
    assertThat(usesSequenceNumbers("FETCH 1 UID")).isTrue();
    assertThat(usesSequenceNumbers("UID FETCH 1 UID")).isFalse();
    assertThat(usesSequenceNumbers("SEARCH ALL")).isTrue();
    assertThat(usesSequenceNumbers("UID SEARCH UID 1:5 $")).isFalse();
    assertThat(usesSequenceNumbers("UID SEARCH OR SEEN (NOT 1:5)")).isTrue();
    assertThat(usesSequenceNumbers("UID SORT (DATE) UTF-8 3")).isTrue();
    assertThat(usesSequenceNumbers("UID THREAD REFS UTF-8 ALL")).isFalse();
    assertThat(usesSequenceNumbers("NOOP")).isFalse();
  }

  private static boolean usesSequenceNumbers(String command) throws ParseException {
    return CommandParser.parse(bytes("a " + command), Commands.REV2).usesSequenceNumbers();
  }

  /** A literal that was put aside. */
  record Spooled(long size) implements Literal {
    @Override
    public boolean inMemory() {
      return false;
    }

    @Override
    public byte[] bytes() {
      throw new IllegalStateException("not in memory");
    }
  }
}
