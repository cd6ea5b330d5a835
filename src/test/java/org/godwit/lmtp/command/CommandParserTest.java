package org.godwit.lmtp.command;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandParserTest {

  private static LmtpCommand parse(String line) throws SyntaxError {
    return CommandParser.parse(line.getBytes(UTF_8));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "<a@b.example>                        | a@b.example          | a       | b.example",
    "<a>                                  | a                    | a       | ''",
    "<\"a b\"@b.example>                  | \"a b\"@b.example    | a b     | b.example",
    "<\"a\\\"b\"@b.example>               | \"a\\\"b\"@b.example | a\"b    | b.example",
    "<a@[192.0.2.1]>                      | a@[192.0.2.1]        | a       | [192.0.2.1]",
    "<@x.example,@y.example:a@b.example>  | a@b.example          | a       | b.example",
    "<.a..b.@under_score.example>         | .a..b.@under_score.example | .a..b. | under_score.example",
    "<jürgen@bücher.example>              | jürgen@bücher.example | jürgen | bücher.example"
  })
  void addresses(String path, String text, String local, String domain) throws SyntaxError {
    assertThat(parse("RCPT TO:" + path)).isEqualTo(new LmtpCommand.Rcpt(new MailAddress(text, local, domain)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<", "<>", "a", "<a", "<a@>", "<@b>", "<@b:>", "<a@b@c>", "<a@b>c", "<a b@c>", "<a\"b@c>", "<\"a@b>", "<\"a\\", "<a@[1>", "<<a>>",
      "<a@b,c>", "<a;b@c>", "<a(b)@c>", "<a\u00a0"})
  void not_addresses(String path) {
    assertThatThrownBy(() -> parse("RCPT TO:" + path)).isInstanceOf(SyntaxError.class);
  }

  @Test
  void an_address_has_a_longest() throws SyntaxError {
    String longest = "a".repeat(MailAddress.OCTETS_MAX - 2) + "@b";
    assertThat(parse("RCPT TO:<" + longest + ">")).isInstanceOf(LmtpCommand.Rcpt.class);
    assertThatThrownBy(() -> parse("RCPT TO:<a" + longest + ">")).isInstanceOf(SyntaxError.class);
  }

  @Test
  void parameters_come_in_any_order_and_case() throws SyntaxError {
    assertThat(parse("mail from:<> smtputf8  Size=12 body=BinaryMime"))
        .isEqualTo(new LmtpCommand.Mail(MailAddress.NULL_SENDER, OptionalLong.of(12), BodyType.BINARY, true));
  }

  @Test
  void only_a_chunk_without_size_is_fatal() {
    assertThatThrownBy(() -> parse("BDAT")).isInstanceOfSatisfying(SyntaxError.class, error -> assertThat(error.isFatal()).isTrue());
    assertThatThrownBy(() -> parse("BDAT 1 LAST x")).isInstanceOfSatisfying(SyntaxError.class, error -> assertThat(error.isFatal()).isTrue());
    assertThatThrownBy(() -> parse("MAIL")).isInstanceOfSatisfying(SyntaxError.class, error -> assertThat(error.isFatal()).isFalse());
  }

  @Provide
  Arbitrary<String> lines() {
    return Arbitraries.of("MAIL ", "RCPT ", "BDAT ", "LHLO ", "FROM:", "TO:", "<", ">", "@", ":", ",", "\"", "\\", "[", "]", " ", "=", "SIZE=", "BODY=",
        "9".repeat(25), "a", ".", "+", "\u00e9", "\ud83d\ude00", "\t", "\0", "LAST").list().ofMaxSize(20).map(pieces -> String.join("", pieces));
  }

  @Property(tries = 2000)
  void any_line_is_a_command_or_an_error_and_no_address_can_end_a_header_field(@ForAll("lines") String line) {
    try {
      if (parse(line) instanceof LmtpCommand.Rcpt rcpt) {
        assertThat(rcpt.recipient().text()).isNotEmpty().doesNotContain("\r", "\n", "\0", "\t");
      }
    } catch (SyntaxError known) {
      assertThat(known.reply().code()).isBetween(500, 599);
    }
  }

  @Property(tries = 500)
  void any_octets_are_a_command_or_an_error(@ForAll byte[] octets) {
    try {
      CommandParser.parse(octets);
      CommandParser.parse(("MAIL FROM:<" + new String(octets, ISO_8859_1)).getBytes(ISO_8859_1));
    } catch (SyntaxError known) {
      assertThat(known.reply().code()).isBetween(500, 599);
    }
  }
}
