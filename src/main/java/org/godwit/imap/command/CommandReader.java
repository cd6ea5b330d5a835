package org.godwit.imap.command;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.IntPredicate;
import org.godwit.mail.SequenceSet;

/**
 * Walks over the bytes of one command and reads the basic forms of RFC 9051, section 9. Every step moves forward, so a parser
 * takes time in proportion to the command's length. One thread.
 *
 * <p>Lenient where real clients need it: several spaces where one is due, spaces inside parentheses and at the end of the line,
 * 8-bit in quoted strings. Errors say what was expected after what.
 */
final class CommandReader {

  /** Behind the last byte of the command. */
  static final int END = -1;

  private final CommandBytes command;
  private final ParseContext context;
  private byte[] line;
  private int lineIndex;
  private int at;
  private String expected = "tag";
  private String after = "";

  CommandReader(CommandBytes command, ParseContext context) {
    this.command = command;
    this.context = context;
    this.line = command.lines().getFirst();
  }

  ParseContext context() {
    return context;
  }

  // Where we are

  /** The next byte, 0 to 255, or {@link #END}. */
  int peek() {
    return peek(0);
  }

  private int peek(int ahead) {
    return at + ahead < line.length ? line[at + ahead] & 0xFF : END;
  }

  /** Whether the word stands next, in any case. Moves nothing. */
  boolean looksAt(String word) {
    for (int i = 0; i < word.length(); i++) {
      if (Ascii.upper(peek(i)) != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Passes the byte if it is next. */
  boolean skip(char c) {
    boolean there = peek() == c;
    at += there ? 1 : 0;
    return there;
  }

  /** Passes any number of spaces; whether there was one. */
  boolean skipSpaces() {
    boolean there = false;
    while (skip(' ')) {
      there = true;
    }
    return there;
  }

  /** Passes spaces if {@code c} follows them, and c too; else nothing. For {@code [SP "(" ...]}. */
  boolean skipToOptional(char c) {
    int start = at;
    if (skipSpaces() && skip(c)) {
      return true;
    }
    at = start;
    return false;
  }

  /** Whether spaces and something behind them come next. Moves nothing. */
  boolean more() {
    int start = at;
    boolean more = skipSpaces() && peek() != END;
    at = start;
    return more;
  }

  /** The command must end here. */
  void end() throws ParseException {
    skipSpaces();
    if (peek() != END || lineIndex + 1 < command.lines().size()) {
      throw ParseException.bad("Unexpected text after " + expected);
    }
  }

  // What is expected

  /** A space, and then what is named. */
  CommandReader expect(String what) throws ParseException {
    want(what);
    if (!skipSpaces()) {
      throw missing();
    }
    return this;
  }

  /** What is named, without a space before it. */
  CommandReader want(String what) {
    after = what.equals(expected) ? after : expected;
    expected = what;
    return this;
  }

  /** The byte must be next. */
  void require(char c) throws ParseException {
    if (!skip(c)) {
      throw ParseException.bad("Expected " + c + " after " + expected);
    }
  }

  /** What was expected last is not there. */
  ParseException missing() {
    return ParseException.bad("Expected " + expected + " after " + after);
  }

  /** What was expected last is there but not valid. */
  ParseException invalid(String why) {
    return ParseException.bad("Invalid " + expected + ": " + why);
  }

  // Lists

  /** Reads one element of a list. */
  interface Element {
    void read() throws ParseException;
  }

  /** {@code "(" [element *(SP element)] ")"}: reads the elements; how many there were. */
  int list(Element element) throws ParseException {
    open();
    return listRest(element);
  }

  /** An opening parenthesis, which what is expected begins with. */
  void open() throws ParseException {
    if (!skip('(')) {
      throw missing();
    }
    skipSpaces();
  }

  /** The same behind the opening parenthesis. */
  int listRest(Element element) throws ParseException {
    String what = expected;
    int count = 0;
    skipSpaces();
    while (!skip(')')) {
      element.read();
      count++;
      if (!skipSpaces() && peek() != ')') {
        throw ParseException.bad("Expected space or ) after " + expected);
      }
    }
    expected = what;
    return count;
  }

  // Words

  /** {@code atom}, in upper case; later errors refer to it. */
  String keyword() throws ParseException {
    String word = atom().toUpperCase(Locale.ROOT);
    expected = Ascii.shortened(word);
    return word;
  }

  /** {@code atom = 1*ATOM-CHAR} */
  String atom() throws ParseException {
    return run(Ascii::isAtom);
  }

  /** One or more bytes of a kind that is ASCII only. */
  String run(IntPredicate kind) throws ParseException {
    int start = at;
    while (kind.test(peek())) {
      at++;
    }
    if (at == start) {
      throw missing();
    }
    return new String(line, start, at - start, StandardCharsets.US_ASCII);
  }

  // Strings

  /** {@code astring = 1*ASTRING-CHAR / string}: the octets. */
  byte[] astring() throws ParseException {
    return Ascii.isAstring(peek()) ? run(Ascii::isAstring).getBytes(StandardCharsets.US_ASCII) : string();
  }

  /** {@code string = quoted / literal}: the octets. */
  byte[] string() throws ParseException {
    return switch (peek()) {
      case '"' -> quoted();
      case '{' -> smallLiteral();
      default -> throw missing();
    };
  }

  /** {@code nstring = string / nil}: the octets, or null for NIL. */
  byte[] nstring() throws ParseException {
    if (looksAt("NIL") && !Ascii.isAstring(peek(3))) {
      at += 3;
      return null;
    }
    return string();
  }

  /** {@link #astring} as text of a charset. */
  String astring(Charset charset) throws ParseException {
    return decoded(astring(), charset);
  }

  /** Octets as text of a charset, strictly. */
  String decoded(byte[] octets, Charset charset) throws ParseException {
    try {
      return charset.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
    } catch (CharacterCodingException e) {
      throw invalid("not valid " + charset.name());
    }
  }

  private byte[] quoted() throws ParseException {
    var octets = new ByteArrayOutputStream();
    at++;
    while (!skip('"')) {
      if (skip('\\') && peek() != '"' && peek() != '\\') {
        throw invalid("only \" and \\ may follow a \\ in quotes");
      }
      int octet = peek();
      if (octet == END) {
        throw invalid("the quoted string does not end");
      }
      if (octet == 0 || octet == '\r' || octet == '\n') {
        throw invalid("control character in quotes");
      }
      octets.write(octet);
      at++;
    }
    return octets.toByteArray();
  }

  private byte[] smallLiteral() throws ParseException {
    Literal literal = literal();
    if (!literal.inMemory()) {
      throw ParseException.bad("TOOBIG", "Literal is too large for " + expected);
    }
    for (byte octet : literal.bytes()) {
      if (octet == 0) {
        throw invalid("NUL in literal");
      }
    }
    return literal.bytes();
  }

  /** {@code literal = "{" number64 ["+"] "}" CRLF *CHAR8}: the announcement must end the line; goes on behind the octets. */
  Literal literal() throws ParseException {
    require('{');
    long size = number(Long.MAX_VALUE);
    skip('+');
    require('}');
    if (peek() != END || lineIndex >= command.literals().size()) {
      throw invalid("the announcement of a literal must end the line");
    }
    Literal literal = command.literals().get(lineIndex);
    if (literal.size() != size) {
      throw invalid("literal of " + literal.size() + " octets announced as " + size);
    }
    line = command.lines().get(++lineIndex);
    at = 0;
    return literal;
  }

  // Numbers

  /** {@code number}: decimal digits, 0 to max. */
  long number(long max) throws ParseException {
    long number = 0;
    for (char c : run(Ascii::isDigit).toCharArray()) {
      int digit = c - '0';
      if (number > (max - digit) / 10) {
        throw invalid("number above " + max);
      }
      number = number * 10 + digit;
    }
    return number;
  }

  /** {@code nz-number}: 1 to max. */
  long nzNumber(long max) throws ParseException {
    long number = number(max);
    if (number == 0) {
      throw invalid("must not be 0");
    }
    return number;
  }

  /** {@code sequence-set} */
  SequenceSet sequenceSet() throws ParseException {
    String text = run(Ascii::isSequenceSet);
    try {
      return SequenceSet.parse(text);
    } catch (IllegalArgumentException e) {
      throw ParseException.bad(e.getMessage());
    }
  }
}
