package org.godwit.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 2045, 5.1 and RFC 2231, and what people really write. */
class MimeValueTest {
  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
      "text/plain | text/plain",
      "text/plain; charset=us-ascii (Plain text) | text/plain charset=us-ascii",
      "(c) text/plain (d) ; (e) charset (f) = (g) x | text/plain charset=x",
      "a/b; x=\"q;\\\"r\" ;; y=z | a/b x=q;\"r y=z",
      "a/b; name=my file.pdf; c=d | a/b name=my file.pdf c=d",
      "a/b; junk; =x; c=d; e | a/b c=d",
      "a/b; x= ; y=\"\" | a/b x= y=",
      "a/b; x=\"open | a/b x=open",
      "attachment; filename*=utf-8''%e2%82%ac%20rates | attachment filename*=utf-8''%e2%82%ac%20rates",
      "a/b; X=1; x=2 | a/b X=1 x=2",
  })
  void parses(String text, String expected) {
    MimeValue value = MimeValue.parse(text);
    String shown = value.parameters().stream().map(p -> " " + p.name() + "=" + p.value()).collect(Collectors.joining());
    assertThat(value.value() + shown).isEqualTo(expected);
  }

  @Test
  void findsParametersInAnyForm() {
    assertThat(MimeValue.parse("a/b; Name=x").parameter("name")).isEqualTo("x");
    assertThat(MimeValue.parse("a/b").parameter("name")).isNull();
    assertThat(MimeValue.parse("a/b; name*=utf-8'en'%e2%82%ac%20rates").parameter("name")).isEqualTo("€ rates");
    assertThat(MimeValue.parse("a/b; name*0=abc; name*1=\"def\"").parameter("name")).isEqualTo("abcdef");
    assertThat(MimeValue.parse("a/b; name*0*=us-ascii'en'This%20is%20; name*1*=%2A%2A; name*2=\" it's\"")
        .parameter("name")).isEqualTo("This is ** it's");
    assertThat(MimeValue.parse("a/b; name*1=x").parameter("name")).isNull();
    assertThat(MimeValue.parse("a/b; name*=%zz").parameter("name")).isEqualTo("%zz");
  }

  @Test
  void isBounded() {
    assertThat(MimeValue.parse("a/b" + "; x=y".repeat(1000)).parameters()).hasSize(MimeValue.PARAMETERS_MAX);
    assertThat(MimeValue.parse("a/b; x=" + "y".repeat(10_000)).parameter("x")).hasSize(MimeValue.PARAMETER_BYTES_MAX);
  }
}
