package org.godwit.mime;

import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The readable text of HTML, roughly, for previews: tags become space, styles and scripts go, entities are decoded. */
final class HtmlText {
  /** Elements whose content nobody reads. */
  private static final Set<String> HIDDEN = Set.of("style", "script", "head", "title", "noscript", "template");
  private static final Map<String, String> ENTITIES = Map.ofEntries(Map.entry("amp", "&"), Map.entry("lt", "<"),
      Map.entry("gt", ">"), Map.entry("quot", "\""), Map.entry("apos", "'"), Map.entry("nbsp", " "),
      Map.entry("auml", "ä"), Map.entry("ouml", "ö"), Map.entry("uuml", "ü"), Map.entry("Auml", "Ä"),
      Map.entry("Ouml", "Ö"), Map.entry("Uuml", "Ü"), Map.entry("szlig", "ß"), Map.entry("eacute", "é"),
      Map.entry("egrave", "è"), Map.entry("agrave", "à"), Map.entry("ccedil", "ç"), Map.entry("ndash", "–"),
      Map.entry("mdash", "—"), Map.entry("hellip", "…"), Map.entry("rsquo", "’"), Map.entry("lsquo", "‘"),
      Map.entry("rdquo", "”"), Map.entry("ldquo", "“"), Map.entry("copy", "©"), Map.entry("reg", "®"),
      Map.entry("euro", "€"), Map.entry("bull", "•"), Map.entry("middot", "·"), Map.entry("zwnj", ""));
  /** Elements that do not part words. */
  private static final Set<String> INLINE = Set.of("a", "b", "i", "u", "em", "strong", "span", "font", "small", "big",
      "sub", "sup", "code", "tt", "s", "abbr", "mark");
  private static final int ENTITY_CHARS_MAX = 10;

  private final String html;
  private final StringBuilder out;
  /** Hidden elements known not to be closed any more: looking for the end again and again would take quadratic time. */
  private final Set<String> neverClosed = new HashSet<>();
  private int at;

  private HtmlText(String html) {
    this.html = html;
    this.out = new StringBuilder(html.length() / 4);
  }

  /** The text of a document, or of the beginning of one. */
  static String of(String html) {
    HtmlText text = new HtmlText(html);
    while (text.at < html.length()) {
      text.element();
    }
    return text.out.toString();
  }

  private void element() {
    char c = html.charAt(at);
    if (c == '<' && at + 1 < html.length() && isMarkup(html.charAt(at + 1))) {
      markup();
    } else if (c == '&') {
      entity();
    } else {
      out.append(c);
      at++;
    }
  }

  private static boolean isMarkup(char c) {
    return c == '/' || c == '!' || c == '?' || Character.isLetter(c);
  }

  private void markup() {
    if (html.startsWith("<!--", at)) {
      at = behind("-->", at + 4);
      return;
    }
    int nameStart = html.charAt(at + 1) == '/' ? at + 2 : at + 1;
    int nameEnd = nameStart;
    while (nameEnd < html.length() && Character.isLetterOrDigit(html.charAt(nameEnd))) {
      nameEnd++;
    }
    String name = html.substring(nameStart, nameEnd).toLowerCase(Locale.ROOT);
    boolean opens = nameStart == at + 1;
    at = behind(">", nameEnd);
    if (opens && HIDDEN.contains(name) && !neverClosed.contains(name)) {
      skipHidden(name);
    }
    if (!INLINE.contains(name)) {
      out.append(' ');
    }
  }

  /** To the end tag; an element that is never closed hides nothing but its tag, unless it is code. */
  private void skipHidden(String name) {
    String close = "</" + name;
    for (int i = html.indexOf("</", at); i >= 0; i = html.indexOf("</", i + 2)) {
      if (html.regionMatches(true, i, close, 0, close.length())) {
        at = behind(">", i);
        return;
      }
    }
    neverClosed.add(name);
    at = name.equals("style") || name.equals("script") ? html.length() : at;
  }

  private int behind(String mark, int from) {
    int found = html.indexOf(mark, from);
    return found < 0 ? html.length() : found + mark.length();
  }

  private void entity() {
    int end = html.indexOf(';', at, Math.min(html.length(), at + ENTITY_CHARS_MAX));
    if (end < 0) {
      out.append('&');
      at++;
      return;
    }
    String name = html.substring(at + 1, end);
    String text = name.startsWith("#") ? numeric(name) : ENTITIES.get(name);
    if (text == null) {
      out.append('&');
      at++;
    } else {
      out.append(text);
      at = end + 1;
    }
  }

  private static String numeric(String name) {
    try {
      boolean hex = name.startsWith("#x") || name.startsWith("#X");
      int code = hex ? Integer.parseInt(name.substring(2), 16) : Integer.parseInt(name.substring(1));
      boolean scalar = Character.isValidCodePoint(code) && !(code >= 0xd800 && code <= 0xdfff);
      return scalar ? Character.toString(code) : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
