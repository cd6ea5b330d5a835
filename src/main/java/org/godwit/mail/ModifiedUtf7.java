package org.godwit.mail;

/**
 * Modified UTF-7, the encoding of mailbox names in IMAP4rev1 (RFC 3501, 5.1.3; RFC 9051, A.1).
 *
 * <p>Decoding is strict, so that every name has one spelling: only what {@link #encode} produces is accepted.
 */
public final class ModifiedUtf7 {

  private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+,";

  private ModifiedUtf7() {}

  /** Encodes any text; lone surrogates too, which {@link MailboxName} does not let through. */
  public static String encode(String text) {
    var out = new StringBuilder(text.length() + 8);
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (isDirect(c)) {
        out.append(c == '&' ? "&-" : String.valueOf(c));
        at++;
      } else {
        int end = at;
        while (end < text.length() && !isDirect(text.charAt(end))) {
          end++;
        }
        encodeRun(text, at, end, out);
        at = end;
      }
    }
    return out.toString();
  }

  /**
   * Decodes a name.
   *
   * @throws InvalidMailboxNameException if it is not modified UTF-7
   */
  public static String decode(String encoded) {
    var out = new StringBuilder(encoded.length());
    int at = 0;
    while (at < encoded.length()) {
      char c = encoded.charAt(at++);
      if (c != '&') {
        out.append(c);
        continue;
      }
      int end = encoded.indexOf('-', at);
      if (end < 0) {
        throw invalid();
      }
      decodeRun(encoded, at, end, out);
      at = end + 1;
    }
    String decoded = out.toString();
    if (!encode(decoded).equals(encoded)) {
      throw invalid();
    }
    return decoded;
  }

  private static boolean isDirect(char c) {
    return c >= 0x20 && c <= 0x7e;
  }

  private static void encodeRun(String text, int start, int end, StringBuilder out) {
    out.append('&');
    int bits = 0;
    int bitCount = 0;
    for (int i = start; i < end; i++) {
      bits = bits << 16 | text.charAt(i);
      for (bitCount += 16; bitCount >= 6; bitCount -= 6) {
        out.append(ALPHABET.charAt(bits >> bitCount - 6 & 63));
      }
      bits &= (1 << bitCount) - 1;
    }
    if (bitCount > 0) {
      out.append(ALPHABET.charAt(bits << 6 - bitCount & 63));
    }
    out.append('-');
  }

  /** Decodes what stands between {@code &} and {@code -}; nothing stands for an ampersand. */
  private static void decodeRun(String encoded, int start, int end, StringBuilder out) {
    if (start == end) {
      out.append('&');
      return;
    }
    int bits = 0;
    int bitCount = 0;
    for (int i = start; i < end; i++) {
      int value = ALPHABET.indexOf(encoded.charAt(i));
      if (value < 0) {
        throw invalid();
      }
      bits = bits << 6 | value;
      bitCount += 6;
      if (bitCount >= 16) {
        bitCount -= 16;
        out.append((char) (bits >> bitCount));
        bits &= (1 << bitCount) - 1;
      }
    }
  }

  private static InvalidMailboxNameException invalid() {
    return new InvalidMailboxNameException("Mailbox name is not valid modified UTF-7");
  }
}
