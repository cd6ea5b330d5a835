package org.godwit.auth.sql;

/** A setting of the section {@code sql} that cannot be used; the message names key and value and says what was expected. */
public final class SqlSettingException extends Exception {
  private static final long serialVersionUID = 1L;

  SqlSettingException(String message) {
    super(message);
  }
}
