package org.godwit.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 2047, its own examples (8) and broken ones. */
class EncodedWordsTest {
  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
      "plain text | plain text",
      "(=?ISO-8859-1?Q?a?=) | (a)",
      "(=?ISO-8859-1?Q?a?= b) | (a b)",
      "(=?ISO-8859-1?Q?a?= =?ISO-8859-1?Q?b?=) | (ab)",
      "(=?ISO-8859-1?Q?a?=   =?ISO-8859-1?Q?b?=) | (ab)",
      "(=?ISO-8859-1?Q?a_b?=) | (a b)",
      "(=?ISO-8859-1?Q?a?= =?ISO-8859-2?Q?_b?=) | (a b)",
      "=?US-ASCII?Q?Keith_Moore?= <moore@cs.utk.edu> | Keith Moore <moore@cs.utk.edu>",
      "=?ISO-8859-1?B?SWYgeW91IGNhbiByZWFkIHRoaXMgeW8=?= =?ISO-8859-2?B?dSB1bmRlcnN0YW5kIHRoZSBleGFtcGxlLg==?="
          + " | If you can read this you understand the example.",
      "=?utf-8*en?q?caf=C3=A9?= | café",
      "=?utf-8?q?caf=C3?= =?utf-8?q?=A9?= | café",
      "=?UTF-8?b?4oI=?= =?utf-8?B?rA==?= | €",
      "=?utf-8?b?YWJj!?= | abc",
      "=?utf-8?q?with spaces?= | with spaces",
      "x=?utf-8?q?y?=z | xyz",
      "=?no-such?q?a=E9b?= | aéb",
      "=?gb2312?b?xOO6ww==?= | 你好",
      "=?ks_c_5601-1987?b?vsiz5w==?= | 안녕",
      "=?iso-2022-jp?b?GyRCRnxLXBsoQg==?= | 日本",
      "=?utf-7?q?+2D3cqQ-?= | \ud83d\udca9",
      "=?utf-8?x?a?= | =?utf-8?x?a?=",
      "=?utf-8?q?unclosed | =?utf-8?q?unclosed",
      "=?utf-8?q?a=4?= | a=4",
      "a =?= b =?utf-8?q?c?= | a =?= b c",
  })
  void decodes(String octets, String expected) {
    assertThat(EncodedWords.decode(octets)).isEqualTo(expected);
  }

  @Test
  void rawOctetsAreUtf8OrElseWindows1252() {
    String utf8 = new String("grüße €".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    assertThat(EncodedWords.decode(utf8)).isEqualTo("grüße €");
    assertThat(EncodedWords.decode("gr\u00fc\u00dfe \u0080")).isEqualTo("grüße €");
  }

  @Property(tries = 2000)
  void takesAnything(@ForAll @Chars({'=', '?', 'q', 'b', 'u', 't', 'f', '-', '8', ' ', '_', 'A', '\u00e9'}) String text) {
    assertThat(EncodedWords.decode(text)).isNotNull();
  }
}
