package org.godwit.mime;

import java.nio.charset.StandardCharsets;
import org.godwit.mail.CompactWriter;

/**
 * Decodes RFC 2047 encoded words in a header value. Lenient: words may be longer than 75 characters, touch other text,
 * and hold spaces; a character split over two adjacent words of one charset is put together; what is no encoded word
 * stays as it is, raw 8-bit octets being UTF-8 or else windows-1252. Linear in the length of the value. Static only.
 */
public final class EncodedWords {
  private EncodedWords() {}

  /** @param octets an unfolded header value, one character per octet */
  public static String decode(String octets) {
    if (octets.indexOf("=?") < 0 && isAscii(octets)) {
      return octets;
    }
    return new Run(octets).decode();
  }

  static boolean isAscii(String octets) {
    for (int i = 0; i < octets.length(); i++) {
      if (octets.charAt(i) > 0x7f) {
        return false;
      }
    }
    return true;
  }

  /** One word: where it ends and what it holds. */
  private record Word(int end, String charset, byte[] octets) {}

  /** The state of decoding one value. */
  private static final class Run {
    private final String value;
    private final StringBuilder text = new StringBuilder();
    private final CompactWriter pending = new CompactWriter(64);
    private String pendingCharset = "";
    private int plainFrom;

    Run(String value) {
      this.value = value;
    }

    String decode() {
      boolean afterWord = false;
      int at = value.indexOf("=?");
      while (at >= 0) {
        Word word = parse(value, at);
        if (word == null) {
          at = value.indexOf("=?", at + 2);
          continue;
        }
        boolean adjacent = afterWord && value.substring(plainFrom, at).isBlank();
        if (!adjacent) {
          flushWords();
          plain(at);
        } else if (!word.charset.equalsIgnoreCase(pendingCharset)) {
          flushWords();
        }
        pendingCharset = word.charset;
        pending.bytes(word.octets);
        plainFrom = word.end;
        afterWord = true;
        at = value.indexOf("=?", word.end);
      }
      flushWords();
      plain(value.length());
      return text.toString();
    }

    private void flushWords() {
      byte[] octets = pending.toByteArray();
      pending.truncate(0);
      text.append(TextDecoder.decode(pendingCharset, octets, 0, octets.length));
    }

    private void plain(int to) {
      byte[] octets = value.substring(plainFrom, to).getBytes(StandardCharsets.ISO_8859_1);
      text.append(TextDecoder.decode("", octets, 0, octets.length));
    }
  }

  /** {@code "=?" charset ["*" language] "?" encoding "?" encoded-text "?="} at {@code start}, or null. */
  private static Word parse(String value, int start) {
    int charsetEnd = value.indexOf('?', start + 2);
    if (charsetEnd < 0 || charsetEnd + 2 >= value.length() || value.charAt(charsetEnd + 2) != '?') {
      return null;
    }
    int textStart = charsetEnd + 3;
    int textEnd = value.indexOf('?', textStart);
    if (textEnd < 0 || textEnd + 1 >= value.length() || value.charAt(textEnd + 1) != '=') {
      return null;
    }
    String charset = value.substring(start + 2, charsetEnd);
    int language = charset.indexOf('*');
    String encoded = value.substring(textStart, textEnd);
    byte[] octets = switch (value.charAt(charsetEnd + 1)) {
      case 'q', 'Q' -> quoted(encoded);
      case 'b', 'B' -> base64(encoded);
      default -> null;
    };
    return octets == null ? null
        : new Word(textEnd + 2, language < 0 ? charset : charset.substring(0, language), octets);
  }

  private static byte[] quoted(String encoded) {
    CompactWriter out = new CompactWriter(encoded.length());
    for (int i = 0; i < encoded.length(); i++) {
      char c = encoded.charAt(i);
      int high = c == '=' && i + 2 < encoded.length() ? Character.digit(encoded.charAt(i + 1), 16) : -1;
      int low = high < 0 ? -1 : Character.digit(encoded.charAt(i + 2), 16);
      if (low >= 0) {
        out.u8(high << 4 | low);
        i += 2;
      } else {
        out.u8(c == '_' ? ' ' : c);
      }
    }
    return out.toByteArray();
  }

  private static byte[] base64(String encoded) {
    CompactWriter out = new CompactWriter(encoded.length());
    byte[] octets = encoded.getBytes(StandardCharsets.ISO_8859_1);
    Base64Decoder decoder = new Base64Decoder();
    decoder.decode(octets, 0, octets.length, (bytes, offset, length) -> out.bytes(bytes, offset, length));
    decoder.finish((bytes, offset, length) -> out.bytes(bytes, offset, length));
    return out.toByteArray();
  }
}
