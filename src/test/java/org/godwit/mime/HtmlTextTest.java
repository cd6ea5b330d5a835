package org.godwit.mime;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** HTML as previews show it. */
class HtmlTextTest {
  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
      "<p>a</p><p>b</p> | a b",
      "a<b>b</b>c | abc",
      "a &lt; b &amp;&nbsp;c &#8364; &#x20AC; &uuml; | a < b & c € € ü",
      "a & b &unknown; &#xffffffff; &#; | a & b &unknown; &#xffffffff; &#;",
      "<style>x{}</style><SCRIPT>y<z</Script >b | b",
      "<head><title>t</title></head><body>b | b",
      "<!-- c > d -->b | b",
      "1 < 2 | 1 < 2",
      "<title>unclosed | unclosed",
      "<style>unclosed | ``",
      "<a href='x' | ``",
  })
  void strips(String html, String text) {
    assertThat(HtmlText.of(html).replaceAll("\\s+", " ").strip()).isEqualTo(text);
  }

  @Property(tries = 1000)
  void takesAnything(@ForAll @Chars({'<', '>', '/', '!', '-', '&', ';', '#', 'x', 'a', ' '}) String html) {
    assertThat(HtmlText.of(html)).isNotNull();
  }
}
