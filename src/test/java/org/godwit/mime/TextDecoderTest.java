package org.godwit.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Charsets by the names of the wild, streaming in any cut. */
class TextDecoderTest {
  private static String cut(String charset, byte[] bytes, int step) {
    StringBuilder text = new StringBuilder();
    TextDecoder decoder = new TextDecoder(charset);
    for (int i = 0; i < bytes.length; i += step) {
      decoder.decode(bytes, i, Math.min(step, bytes.length - i), text::append);
    }
    decoder.finish(text::append);
    return text.toString();
  }

  @ParameterizedTest
  @CsvSource({"utf-8,UTF-8", "UTF8,UTF-8", "iso-8859-1,windows-1252", "latin1,windows-1252", "ks_c_5601-1987,x-windows-949",
      "gb2312,GB18030", "cp1251,windows-1251", "koi8-r,KOI8-R", "shift_jis,windows-31j", "iso-8859-8-i,ISO-8859-8",
      "utf-7,UTF-7", "unicode-1-1-utf-7,UTF-7", "macintosh,x-MacRoman", "' utf-8 ',UTF-8"})
  void findsCharsets(String name, String canonical) {
    assertThat(Charsets.lookup(name)).map(Charset::name).hasValue(canonical);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x-unknown", "unknown-8bit", "us-ascii", "a b", "../x", "\u00e9", "8bit", "default_charset"})
  void unknownNamesPromiseNothing(String name) {
    assertThat(Charsets.lookup(name)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"utf-8", "utf-16", "utf-16le", "utf-32", "utf-7", "gb18030", "big5", "iso-2022-jp", "euc-jp",
      "shift_jis", "euc-kr", "iso-2022-kr"})
  void decodesInAnyCut(String name) {
    String text = "Abc 日本 漢字 x ".repeat(700);
    Charset charset = Charsets.lookup(name).orElseThrow();
    byte[] bytes = text.getBytes(charset);
    String expected = new String(bytes, charset);
    for (int step : new int[] {1, 2, 3, 7, 4096, bytes.length}) {
      assertThat(cut(name, bytes, step)).as("step %d", step).isEqualTo(expected);
    }
  }

  @Test
  void guessesUtf8ThenWindows1252() {
    byte[] utf8 = "grüße 💩".getBytes(StandardCharsets.UTF_8);
    byte[] latin = "gr\u00fc\u00dfe".getBytes(StandardCharsets.ISO_8859_1);
    for (String name : new String[] {"", "us-ascii", "no-such", "utf-8"}) {
      for (int step = 1; step < 9; step++) {
        assertThat(cut(name, utf8, step)).isEqualTo("grüße 💩");
        assertThat(cut(name, latin, step)).isEqualTo("grüße");
      }
    }
    assertThat(cut("utf-8", new byte[] {'a', (byte) 0xe2, (byte) 0x82}, 1)).isEqualTo("aâ‚");
  }

  @Property(tries = 500)
  void takesAnyOctets(@ForAll byte[] bytes) {
    for (String name : new String[] {"utf-8", "utf-16", "gb18030", "iso-2022-jp", "x-unknown", "iso-2022-cn"}) {
      assertThat(cut(name, bytes, 1)).isEqualTo(cut(name, bytes, 1000));
    }
    assertThat(cut("utf-7", bytes, 1)).isNotNull();
  }
}
