package org.godwit.search;

/**
 * One criterion of an order (RFC 5256, 3; RFC 5957).
 *
 * @param reverse descending
 */
public record SortOrder(By by, boolean reverse) {

  /** What to sort by. */
  public enum By {
    /** The internal date as a moment. */
    ARRIVAL,
    /** The Date header field as a moment, the internal date where there is none (RFC 5256, 2.2). */
    DATE,
    SIZE,
    /** The base subject (RFC 5256, 2.1). */
    SUBJECT,
    /** Local part of the first address. */
    FROM,
    TO,
    CC,
    /** Display name of the first address, else the address. */
    DISPLAYFROM,
    DISPLAYTO;

    /** Whether the summary is needed for it. */
    boolean needsSummary() {
      return this != ARRIVAL && this != SIZE;
    }
  }
}
