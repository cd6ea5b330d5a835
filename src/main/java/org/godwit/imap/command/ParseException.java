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
  private final boolean saving;

  private ParseException(boolean no, String code, String text, String tag, boolean saving) {
    super(text, null, false, false);
    this.no = no;
    this.code = code;
    this.tag = tag;
    this.saving = saving;
  }

  /** The command is not valid: BAD. */
  public static ParseException bad(String text) {
    return new ParseException(false, null, text, null, false);
  }

  /** The command is not valid: BAD with a response code, such as {@code CLIENTBUG}. */
  public static ParseException bad(String code, String text) {
    return new ParseException(false, code, text, null, false);
  }

  /** The command is valid but can not be done, by what it says alone: NO with a response code, such as {@code CANNOT}. */
  public static ParseException no(String code, String text) {
    return new ParseException(true, code, text, null, false);
  }

  /** The same with the tag of the command in which it happened. */
  ParseException withTag(String commandTag) {
    return new ParseException(no, code, getMessage(), commandTag, saving);
  }

  /** The same for a command that was to set the saved search result. */
  ParseException whileSaving() {
    return new ParseException(no, code, getMessage(), tag, true);
  }

  /** Whether {@code $} is empty now: a search that was to set it is answered with NO (RFC 9051, 6.4.4.1). */
  public boolean emptiesSavedResult() {
    return no && saving;
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
