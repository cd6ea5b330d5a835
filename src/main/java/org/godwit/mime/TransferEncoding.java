package org.godwit.mime;

import java.util.Locale;

/** Content-Transfer-Encoding (RFC 2045, 6). The ordinal is stored in summaries: never reorder. */
public enum TransferEncoding {
  SEVEN_BIT("7bit"),
  EIGHT_BIT("8bit"),
  BINARY("binary"),
  QUOTED_PRINTABLE("quoted-printable"),
  BASE64("base64"),
  /** Any other token: FETCH BINARY answers NO [UNKNOWN-CTE]. */
  UNKNOWN("");

  private final String token;

  TransferEncoding(String token) {
    this.token = token;
  }

  /** The encoding named by a token in any case; null or empty means 7bit. */
  public static TransferEncoding of(String name) {
    if (name == null || name.isEmpty()) {
      return SEVEN_BIT;
    }
    String lower = name.toLowerCase(Locale.ROOT);
    for (TransferEncoding encoding : values()) {
      if (encoding != UNKNOWN && encoding.token.equals(lower)) {
        return encoding;
      }
    }
    return UNKNOWN;
  }

  /** True when the octets stand for themselves. */
  public boolean isIdentity() {
    return this == SEVEN_BIT || this == EIGHT_BIT || this == BINARY;
  }
}
