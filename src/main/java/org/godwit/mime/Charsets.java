package org.godwit.mime;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Charsets by the names that mail uses: the JDK's and UTF-7, plus aliases seen in the wild. Where a name is commonly
 * used for a superset of what it means (ISO-8859-1 for windows-1252, GB2312 for GB18030), the superset is taken.
 */
public final class Charsets {
  /** Longer names are no charset. */
  private static final int NAME_MAX = 64;
  private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
  private static final Map<String, String> ALIASES = Map.ofEntries(
      Map.entry("iso-8859-1", "windows-1252"), Map.entry("iso8859-1", "windows-1252"),
      Map.entry("latin1", "windows-1252"), Map.entry("l1", "windows-1252"), Map.entry("iso_8859-1", "windows-1252"),
      Map.entry("iso-8859-8-i", "iso-8859-8"), Map.entry("iso-8859-8-e", "iso-8859-8"),
      Map.entry("iso-8859-6-i", "iso-8859-6"), Map.entry("iso-8859-6-e", "iso-8859-6"),
      Map.entry("iso-8859-9", "windows-1254"), Map.entry("iso-8859-11", "x-windows-874"),
      Map.entry("tis-620", "x-windows-874"), Map.entry("windows-874", "x-windows-874"),
      Map.entry("ks_c_5601-1987", "x-windows-949"), Map.entry("ks_c_5601", "x-windows-949"),
      Map.entry("ksc5601", "x-windows-949"), Map.entry("euc-kr", "x-windows-949"), Map.entry("cp949", "x-windows-949"),
      Map.entry("gb2312", "gb18030"), Map.entry("gbk", "gb18030"), Map.entry("x-gbk", "gb18030"),
      Map.entry("cn-gb", "gb18030"), Map.entry("gb_2312-80", "gb18030"), Map.entry("hz-gb-2312", "gb18030"),
      Map.entry("shift_jis", "windows-31j"), Map.entry("shift-jis", "windows-31j"), Map.entry("x-sjis", "windows-31j"),
      Map.entry("sjis", "windows-31j"), Map.entry("cp932", "windows-31j"),
      Map.entry("iso-2022-jp", "x-windows-iso2022jp"), Map.entry("big5", "big5-hkscs"), Map.entry("x-big5", "big5-hkscs"),
      Map.entry("cp-850", "ibm850"), Map.entry("macintosh", "x-macroman"), Map.entry("mac", "x-macroman"),
      Map.entry("x-mac-roman", "x-macroman"), Map.entry("utf8", "utf-8"), Map.entry("utf-8-mac", "utf-8"),
      Map.entry("unicode-1-1-utf-7", "utf-7"), Map.entry("unicode-1-1-utf-8", "utf-8"), Map.entry("utf7", "utf-7"));

  private Charsets() {}

  /**
   * The charset that a name in any case stands for; empty when there is none, and for US-ASCII and the various names
   * of "unknown", which promise nothing: there the octets themselves have to tell (see {@link TextDecoder}).
   */
  public static Optional<Charset> lookup(String name) {
    String lower = name.strip().toLowerCase(Locale.ROOT);
    if (lower.isEmpty() || lower.length() > NAME_MAX) {
      return Optional.empty();
    }
    try {
      Charset charset = Charset.forName(ALIASES.getOrDefault(lower, lower));
      return charset.equals(StandardCharsets.US_ASCII) ? Optional.empty() : Optional.of(charset);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return Optional.empty();
    }
  }

  /** What octets are that nobody described and that are not UTF-8. */
  static Charset fallback() {
    return WINDOWS_1252;
  }
}
