package org.godwit.pop3.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Lines to commands, and noise. */
class CommandParserTest {

  private static Pop3Command parse(String line) throws SyntaxError {
    return CommandParser.parse(line.getBytes(StandardCharsets.UTF_8)).command();
  }

  private static void refused(String line, String why) {
    assertThatThrownBy(() -> parse(line)).isInstanceOf(SyntaxError.class).hasMessage(why);
  }

  @Test
  void argumentsAreWhatTheyAre() throws SyntaxError {
    assertThat(parse("list")).isEqualTo(new Pop3Command.List(OptionalInt.empty()));
    assertThat(parse("LIST ")).isEqualTo(new Pop3Command.List(OptionalInt.empty()));
    assertThat(parse("Top  007  3 ")).isEqualTo(new Pop3Command.Top(7, 3));
    assertThat(parse("RETR 4294967297")).isEqualTo(new Pop3Command.Retr(Integer.MAX_VALUE));
    assertThat(parse("PASS  with spaces ")).isEqualTo(new Pop3Command.Pass(" with spaces "));
    assertThat(parse("PASS {3}")).isEqualTo(new Pop3Command.Pass("{3}"));
    assertThat(parse("USER jürg")).isEqualTo(new Pop3Command.User("jürg"));
    assertThat(parse("APOP a b c")).isEqualTo(new Pop3Command.Apop("a b", "c"));
    assertThat(((Pop3Command.Auth) parse("auth plain =")).initialResponse().orElseThrow()).isEmpty();
    assertThat(parse("AUTH")).isEqualTo(new Pop3Command.Auth(Optional.empty(), Optional.empty()));
    assertThat(parse("LANG *")).isEqualTo(new Pop3Command.Lang(Optional.of("*")));
  }

  @Test
  void whatIsNoCommandIsRefused() {
    refused("", "Unknown command");
    refused(" STAT", "Unknown command");
    refused("RETR", "An argument is missing");
    refused("RETR -1", "A number is expected");
    refused("RETR ١", "A number is expected");
    refused("STAT 1", "This command takes no argument");
    refused("DELE 1 2", "Too many arguments");
    refused("AUTH PLAIN AAA", "Not base64");
    refused("AUTH PLAIN =AAA", "Not base64");
    refused("USER a\0b", "Control characters are not allowed");
  }

  @Test
  void secretsAreNotInTheirText() throws SyntaxError {
    for (var line : new String[] {"PASS hidden", "APOP a hidden", "AUTH PLAIN aGlkZGVu"}) {
      assertThat(parse(line).toString()).doesNotContain("hidden").doesNotContain("aGlkZGVu");
    }
  }

  @Provide
  Arbitrary<byte[]> lines() {
    var keyword = Arbitraries.of("USER", "PASS", "APOP", "AUTH", "LIST", "TOP", "RETR", "UIDL", "LANG", "QUIT", "CAPA", "");
    var rest = Arbitraries.bytes().array(byte[].class).ofMaxSize(40);
    return net.jqwik.api.Combinators.combine(keyword, rest).as((word, octets) -> {
      byte[] start = (word + " ").getBytes(StandardCharsets.US_ASCII);
      byte[] line = java.util.Arrays.copyOf(start, start.length + octets.length);
      System.arraycopy(octets, 0, line, start.length, octets.length);
      return line;
    });
  }

  /** Anything is a command or a syntax error whose text may be sent. */
  @Property(tries = 2000)
  void noiseIsRefusedOrParsed(@ForAll("lines") byte[] line) {
    try {
      assertThat(CommandParser.parse(line).command()).isNotNull();
    } catch (SyntaxError refused) {
      assertThat(refused.getMessage()).matches("[ -~]+");
    }
  }
}
