package org.godwit.imap.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.godwit.imap.command.Commands.answer;
import static org.godwit.imap.command.Commands.parse;
import static org.godwit.imap.command.Commands.utf8;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoginParsersTest {

  @ParameterizedTest
  @ValueSource(strings = {
      "LOGIN SMITH SESAME", "login \"SMITH\" \"SESAME\"", "LOGIN {5}\r\nSMITH {6}\r\nSESAME", "LOGIN {5+}\r\nSMITH \"SESAME\"",
      "LOGIN   SMITH    SESAME  "})
  void login(String command) {
    assertThat(parse(command)).isEqualTo(new ImapCommand.Login("SMITH", "SESAME"));
  }

  @Test
  void loginStrings() {
    assertThat(parse("LOGIN \"a\\\"b\\\\c\" \"\"")).isEqualTo(new ImapCommand.Login("a\"b\\c", ""));
    assertThat(parse("LOGIN a]b " + utf8("\"pässwörd\""))).isEqualTo(new ImapCommand.Login("a]b", "pässwörd"));
    assertThat(parse("LOGIN {0}\r\n {3}\r\n\r\n)")).isEqualTo(new ImapCommand.Login("", "\r\n)"));
    assertThat(answer("LOGIN a \"b\\c\"")).contains("Invalid password");
    assertThat(answer("LOGIN a \"bc")).contains("does not end");
    assertThat(answer("LOGIN a \"\u00e9\"")).contains("not valid UTF-8");
    assertThat(answer("LOGIN a b*")).isEqualTo("BAD Unexpected text after password");
    assertThat(answer("LOGIN a {3}\r\na\u0000b")).contains("NUL in literal");
    assertThat(answer("LOGIN a \"a\u0000b\"")).contains("control character");
  }

  @Test
  void secretsAreNotPrinted() {
    assertThat(parse("LOGIN me secret").toString()).doesNotContain("secret");
    assertThat(answer("LOGIN secret{")).doesNotContain("secret");
    assertThat(parse("AUTHENTICATE PLAIN AHRlc3QAdGVzdA==").toString()).isEqualTo("Authenticate[PLAIN]");
  }

  @Test
  void authenticate() {
    assertThat(parse("AUTHENTICATE plain")).isEqualTo(new ImapCommand.Authenticate("PLAIN", Optional.empty()));
    assertThat(initialResponse("AUTHENTICATE PLAIN AHRlc3QAdGVzdA==")).isEqualTo("\0test\0test");
    assertThat(initialResponse("AUTHENTICATE EXTERNAL =")).isEmpty();
    assertThat(answer("AUTHENTICATE PLAIN AHRlc3QAdGVzdA")).isEqualTo("BAD Invalid initial response: not base64");
    assertThat(answer("AUTHENTICATE PLAIN a!bc")).isEqualTo("BAD Invalid initial response: not base64");
    assertThat(answer("AUTHENTICATE")).isEqualTo("BAD Expected authentication mechanism after AUTHENTICATE");
    assertThat(answer("AUTHENTICATE PLAIN AAAA AAAA")).isEqualTo("BAD Unexpected text after initial response");
  }

  private static String initialResponse(String command) {
    return new String(((ImapCommand.Authenticate) parse(command)).initialResponse().orElseThrow());
  }

  @Test
  void enableAndCompress() {
    assertThat(parse("ENABLE condstore X-GOOD-IDEA utf8=accept "))
        .isEqualTo(new ImapCommand.Enable(List.of("CONDSTORE", "X-GOOD-IDEA", "UTF8=ACCEPT")));
    assertThat(answer("ENABLE ")).isEqualTo("BAD Expected capability after ENABLE");
    assertThat(parse("COMPRESS deflate")).isEqualTo(new ImapCommand.Compress("DEFLATE"));
    assertThat(answer("COMPRESS")).isEqualTo("BAD Expected compression algorithm after COMPRESS");
  }

  @Test
  void id() {
    assertThat(parse("ID NIL")).isEqualTo(new ImapCommand.Id(Map.of()));
    assertThat(parse("ID ()")).isEqualTo(new ImapCommand.Id(Map.of()));
    assertThat(parse("ID (\"name\" \"sodr\" \"version\" NIL)"))
        .isEqualTo(new ImapCommand.Id(Map.of("name", Optional.of("sodr"), "version", Optional.empty())));
    assertThat(answer("ID")).isEqualTo("BAD Expected parameter list after ID");
    assertThat(answer("ID \"x\"")).contains("must be a list or NIL");
    assertThat(answer("ID (\"name\")")).isEqualTo("BAD Expected field value after field name");
    assertThat(answer("ID (\"a\" \"b\" \"a\" \"c\")")).isEqualTo("BAD ID has a field twice");
    assertThat(answer("ID (\"" + "n".repeat(31) + "\" NIL)")).contains("longer than 30");
    assertThat(answer("ID (\"n\" \"" + "v".repeat(1025) + "\")")).contains("longer than 1024");
    var many = new StringBuilder();
    for (int i = 0; i < 31; i++) {
      many.append("\"f").append(i).append("\" NIL ");
    }
    assertThat(answer("ID (" + many + ")")).isEqualTo("BAD ID has more than 30 fields");
  }
}
