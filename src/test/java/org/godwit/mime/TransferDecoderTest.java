package org.godwit.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 2045, 6.7 and 6.8, and what comes instead. */
class TransferDecoderTest {
  /** The decoded octets as text, and "!" behind them when the decoder complained. */
  private static String decode(TransferEncoding encoding, String encoded, int step) {
    TransferDecoder decoder = TransferDecoder.of(encoding).orElseThrow();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] octets = encoded.getBytes(StandardCharsets.ISO_8859_1);
    for (int i = 0; i < octets.length; i += step) {
      decoder.decode(octets, i, Math.min(step, octets.length - i), out::write);
    }
    decoder.finish(out::write);
    return out.toString(StandardCharsets.ISO_8859_1) + (decoder.malformed() ? "!" : "");
  }

  private static void check(TransferEncoding encoding, String encoded, String expected) {
    for (int step : new int[] {1, 2, 3, 1000}) {
      assertThat(decode(encoding, unescape(encoded), step)).isEqualTo(unescape(expected));
    }
  }

  private static String unescape(String text) {
    return text.replace("\\r", "\r").replace("\\n", "\n").replace("\\t", "\t").replace("~", " ");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = true, quoteCharacter = '`', value = {
      "abc | abc", "a=3Db=20=e9=E9 | a=b~\u00e9\u00e9", "soft=\\r\\nbreak | softbreak", "soft=\\nbreak | softbreak",
      "pad=~~\\r\\nding | padding", "white~\\t~\\r\\nx | white\\r\\nx", "white~x | white~x", "end~~ | end", "end= | end",
      "a\\rb | a\\rb", "bad=zz | bad=zz!", "bad=4x | bad=4x!", "bad=4 | bad=4!", "bad=~x | bad=~x!", "x== | x=!",
      "\u00e9 | \u00e9!", "a=\\r\\n=\\r\\nb | ab", "==3D | ==!",
  })
  void quotedPrintable(String encoded, String expected) {
    check(TransferEncoding.QUOTED_PRINTABLE, encoded, expected);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', nullValues = "-", quoteCharacter = '`', value = {
      "YWJj | abc", "YW\\r\\nJj\\r\\n | abc", "YQ== | a", "YWI= | ab", "YQ==YWI= | aab", "YQ==\\r\\n | a",
      "YWJj* | abc!", "YQ | a!", "YWI | ab!", "Y | !", "YQ= | a!", "= | !", "YWJj== | abc!", "YQ=Y | a!", "`` | ``",
  })
  void base64(String encoded, String expected) {
    check(TransferEncoding.BASE64, encoded, expected);
  }

  @Property(tries = 300)
  void base64AsTheJdkEncodesIt(@ForAll byte[] octets) {
    String encoded = Base64.getMimeEncoder().encodeToString(octets);
    assertThat(decode(TransferEncoding.BASE64, encoded, 7)).isEqualTo(new String(octets, StandardCharsets.ISO_8859_1));
  }

  @Property(tries = 300)
  void anyOctetsAreTaken(@ForAll byte[] octets) {
    String text = new String(octets, StandardCharsets.ISO_8859_1);
    for (TransferEncoding encoding : TransferEncoding.values()) {
      if (encoding != TransferEncoding.UNKNOWN) {
        assertThat(decode(encoding, text, 1)).isEqualTo(decode(encoding, text, 1000));
      }
    }
    assertThat(decode(TransferEncoding.BINARY, text, 3)).isEqualTo(text);
  }

  @Test
  void longWhiteSpaceIsNotHeldForEver() {
    assertThat(decode(TransferEncoding.QUOTED_PRINTABLE, " ".repeat(5000) + "x", 100)).hasSize(5001);
  }

  @Test
  void encodingsByName() {
    assertThat(TransferEncoding.of("Quoted-Printable")).isEqualTo(TransferEncoding.QUOTED_PRINTABLE);
    assertThat(TransferEncoding.of(null)).isEqualTo(TransferEncoding.SEVEN_BIT);
    assertThat(TransferEncoding.of("x-uuencode")).isEqualTo(TransferEncoding.UNKNOWN);
    assertThat(TransferDecoder.of(TransferEncoding.UNKNOWN)).isEmpty();
  }
}
