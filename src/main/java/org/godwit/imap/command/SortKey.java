package org.godwit.imap.command;

/** One criterion of SORT (RFC 5256, 3). */
public record SortKey(Field field, boolean reverse) {

  /** What to sort by; the constants' names are those on the wire. */
  public enum Field {
    ARRIVAL,
    CC,
    DATE,
    FROM,
    SIZE,
    SUBJECT,
    TO,
    /** RFC 5957. */
    DISPLAYFROM,
    /** RFC 5957. */
    DISPLAYTO
  }
}
