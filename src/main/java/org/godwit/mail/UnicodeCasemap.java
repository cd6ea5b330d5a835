package org.godwit.mail;

import java.text.Normalizer;

/** The collation i;unicode-casemap (RFC 5051), which SEARCH, SORT and THREAD compare by. Static only. */
public final class UnicodeCasemap {
  private UnicodeCasemap() {}

  /**
   * The form in which two texts are equal, or one contains the other, exactly when the collation says so: every
   * character in title case, then decomposed (RFC 5051, 2). For ordering compare by {@link #compareKeys}.
   */
  public static String key(CharSequence text) {
    boolean ascii = true;
    StringBuilder title = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); ) {
      int c = Character.codePointAt(text, i);
      i += Character.charCount(c);
      if (c < 0x80) {
        title.append((char) (c >= 'a' && c <= 'z' ? c - 32 : c));
      } else {
        ascii = false;
        title.appendCodePoint(Character.toTitleCase(c));
      }
    }
    return ascii ? title.toString() : Normalizer.normalize(title, Normalizer.Form.NFKD);
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
