package org.godwit.search;

/** What is known of a question: Kleene's three values. */
enum Truth {
  TRUE,
  FALSE,
  /** More evidence is needed. */
  UNKNOWN;

  static Truth of(boolean value) {
    return value ? TRUE : FALSE;
  }

  Truth not() {
    return switch (this) {
      case TRUE -> FALSE;
      case FALSE -> TRUE;
      case UNKNOWN -> UNKNOWN;
    };
  }
}
