package org.godwit.mail;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;

/** The collation i;unicode-casemap (RFC 5051), which SEARCH, SORT and THREAD compare by. Static only. */
public final class UnicodeCasemap {
  private UnicodeCasemap() {}

  /**
   * The form in which two texts are equal, or one contains the other, exactly when the collation says so: every
   * character in title case, then decomposed (RFC 5051, 2). For ordering compare by {@link #compareKeys}.
   */
  public static String key(CharSequence text) {
    String string = text.toString();
    byte[] octets = string.getBytes(StandardCharsets.UTF_8);
    if (octets.length != string.length()) {
      return mixed(string);
    }
    for (int i = 0; i < octets.length; i++) {
      octets[i] = (byte) upper(octets[i]);
    }
    return new String(octets, StandardCharsets.ISO_8859_1);
  }

  private static int upper(int ascii) {
    return ascii >= 'a' && ascii <= 'z' ? ascii - 32 : ascii;
  }

  /** ASCII stays as it is when decomposed and composes with nothing before it, so what lies between is decomposed alone. */
  private static String mixed(String text) {
    StringBuilder key = new StringBuilder(text.length() + 16);
    StringBuilder run = new StringBuilder();
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (c >= 0x80) {
        run.appendCodePoint(Character.toTitleCase(c));
        continue;
      }
      if (!run.isEmpty()) {
        key.append(Normalizer.normalize(run, Normalizer.Form.NFKD));
        run.setLength(0);
      }
      key.append((char) upper(c));
    }
    return key.append(Normalizer.normalize(run, Normalizer.Form.NFKD)).toString();
  }

  /** Orders keys as their UTF-8 octets, which is by code point. */
  public static int compareKeys(String left, String right) {
    int common = Math.min(left.length(), right.length());
    for (int i = 0; i < common; i++) {
      char a = left.charAt(i);
      char b = right.charAt(i);
      if (a != b) {
        boolean surrogates = Character.isSurrogate(a) != Character.isSurrogate(b);
        return surrogates ? Character.isSurrogate(a) ? 1 : -1 : a - b;
      }
    }
    return left.length() - right.length();
  }
}
