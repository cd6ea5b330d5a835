package org.godwit.search;

/** A result would take more memory than one command may have. An answer and not a fault: no stack trace. */
public final class SearchLimitException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** @param text for people, a sentence without full stop */
  public SearchLimitException(String text) {
    super(text, null, false, false);
  }
}
