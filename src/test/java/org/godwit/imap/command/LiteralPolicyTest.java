package org.godwit.imap.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.godwit.imap.command.LiteralPolicy.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiteralPolicyTest {

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
      "a APPEND x {9}|APPEND|MESSAGE",
      "a append \"x y\" (\\Seen) \" 7-Feb-1994 21:52:25 -0800\" ~{9}|APPEND|MESSAGE",
      "a APPEND x UTF8 (~{9+}|APPEND|MESSAGE",
      "a APPEND {9}|APPEND|ARGUMENT",
      "a APPEND \"x {9}|APPEND|ARGUMENT",
      "a REPLACE 1 x {9}|REPLACE|MESSAGE",
      "a UID REPLACE 1 x {9}|UID REPLACE|MESSAGE",
      "a UID REPLACE 1 {9}|UID REPLACE|ARGUMENT",
      "a REPLACE x {9}|REPLACE|ARGUMENT",
      "a LOGIN {9}|LOGIN|ARGUMENT",
      "a LOGIN APPEND x {9}|LOGIN|ARGUMENT",
      "a UID SEARCH TEXT {9}|UID SEARCH|ARGUMENT",
      "a FOO x {9}||ARGUMENT",
      "a UID APPEND x {9}||ARGUMENT",
      "a {9}||ARGUMENT",
      "{9}||ARGUMENT",
      "a APPENDx y {9}||ARGUMENT",
  })
  void firstLiteral(String line, String command, Kind kind) {
    var result = LiteralPolicy.classify(CommandBytes.of(line));
    assertThat(result.command().map(CommandSpec::name).orElse(null)).isEqualTo(command);
    assertThat(result.kind()).isEqualTo(kind);
  }

  @Test
  void behindTheFirstLiteralOfAppendThereAreMessages() {
    assertThat(kind("a APPEND {1}", " (\\Seen) {5}")).isEqualTo(Kind.MESSAGE);
    assertThat(kind("a APPEND x {1}", " {5}", " {6}")).isEqualTo(Kind.MESSAGE);
    assertThat(kind("a LOGIN {1}", " {5}")).isEqualTo(Kind.ARGUMENT);
  }

  private static Kind kind(String... lines) {
    List<byte[]> bytes = new ArrayList<>();
    List<Literal> literals = new ArrayList<>();
    for (String line : lines) {
      bytes.add(line.getBytes());
      literals.add(new CommandParserTest.Spooled(1));
    }
    literals.removeLast();
    return LiteralPolicy.classify(new CommandBytes(bytes, literals)).kind();
  }
}
