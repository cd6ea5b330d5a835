package org.godwit.imap.command;

import java.util.Optional;

/**
 * A command that is not one, or that can never work. It becomes {@code tag BAD text} or {@code tag NO [code] text}; the text is
 * printable ASCII on one line and repeats nothing secret.
 */
public final class ParseException extends Exception {

  private final boolean no;
  private final String code;
  private final String tag;

  private ParseException(boolean no, String code, String text, String tag) {
    super(text, null, false, false);
    this.no = no;
    this.code = code;
    this.tag = tag;
  }

  /** The command is not valid: BAD. */
  public static ParseException bad(String text) {
    return new ParseException(false, null, text, null);
  }

  /** The command is not valid: BAD with a response code, such as {@code CLIENTBUG}. */
  public static ParseException bad(String code, String text) {
    return new ParseException(false, code, text, null);
  }

  /** The command is valid but can not be done, by what it says alone: NO with a response code, such as {@code CANNOT}. */
  public static ParseException no(String code, String text) {
    return new ParseException(true, code, text, null);
  }

  /** The same with the tag of the command in which it happened. */
  ParseException withTag(String commandTag) {
    return new ParseException(no, code, getMessage(), commandTag);
  }

  /** Whether the answer is NO, else BAD. */
  public boolean isNo() {
    return no;
  }

  /** The response code without its brackets. */
  public Optional<String> code() {
    return Optional.ofNullable(code);
  }

  /** The command's tag, if it could be read; without one the answer is untagged. */
  public Optional<String> tag() {
    return Optional.ofNullable(tag);
  }
}
