package org.godwit.imap.response;

import io.smallrye.mutiny.Uni;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import org.godwit.mail.Flags;
import org.godwit.mail.InternalDate;
import org.godwit.mail.ModifiedUtf7;
import org.godwit.wire.Output;

/**
 * Writes responses in IMAP's data formats (RFC 9051, 4 and 9) to a connection's {@link Output}. Fluent; spaces and
 * parentheses are written where the caller says so; {@link #end} closes the line. Event loop of the connection only.
 *
 * <p>Between items of a long answer wait for {@link #drained}: that is all the back-pressure there is.
 */
public final class ResponseWriter {

  private static final int QUOTED_BYTES_MAX = 1024;
  private static final DateTimeFormatter DATE_TIME =
      DateTimeFormatter.ofPattern("dd-MMM-uuuu HH:mm:ss Z", Locale.ENGLISH);

  private final Output out;
  private boolean utf8;

  public ResponseWriter(Output out) {
    this.out = out;
  }

  /** Whether strings and mailbox names may hold UTF-8: after ENABLE of IMAP4rev2 or UTF8=ACCEPT. */
  public void utf8(boolean allowed) {
    this.utf8 = allowed;
  }

  /** Whether the client takes UTF-8 in quoted strings and mailbox names. */
  public boolean isUtf8() {
    return utf8;
  }

  /** Begins an untagged response: {@code "* "}. */
  public ResponseWriter untagged() {
    return raw("* ");
  }

  /** ASCII text as it is: atoms, keywords, punctuation. */
  public ResponseWriter raw(String ascii) {
    out.putAscii(ascii);
    return this;
  }

  /** Octets as they are, copied: literal contents, text prepared in wire form. */
  public ResponseWriter raw(byte[] octets) {
    return raw(octets, 0, octets.length);
  }

  /** Octets as they are, copied. */
  public ResponseWriter raw(byte[] octets, int offset, int length) {
    out.put(octets, offset, length);
    return this;
  }

  /** Octets as they are, copied; the buffer's position moves to its end. */
  public ResponseWriter raw(ByteBuffer octets) {
    out.put(octets);
    return this;
  }

  /** A space. */
  public ResponseWriter sp() {
    out.put(' ');
    return this;
  }

  /** {@code (}. */
  public ResponseWriter open() {
    out.put('(');
    return this;
  }

  /** {@code )}. */
  public ResponseWriter close() {
    out.put(')');
    return this;
  }

  /** A decimal number, not negative: number, number64, nz-number, mod-sequence. */
  public ResponseWriter number(long value) {
    out.putNumber(value);
    return this;
  }

  /** {@code NIL}. */
  public ResponseWriter nil() {
    return raw("NIL");
  }

  /** {@code string}: quoted where that is possible and short, else a literal. */
  public ResponseWriter string(String value) {
    return string(value.getBytes(StandardCharsets.UTF_8));
  }

  /** {@code string} of any octets but NUL; with NUL use {@link #literal8Header}. */
  public ResponseWriter string(byte[] value) {
    return quotable(value) ? quoted(value) : literalHeader(value.length).raw(value);
  }

  /** {@code nstring}: {@code NIL} for null. */
  public ResponseWriter nstring(String value) {
    return value == null ? nil() : string(value);
  }

  /** {@code nstring}: {@code NIL} for null. */
  public ResponseWriter nstring(byte[] value) {
    return value == null ? nil() : string(value);
  }

  /** {@code astring}: an atom where that is possible, else a string. */
  public ResponseWriter astring(String value) {
    return Syntax.isAstringAtom(value) ? raw(value) : string(value);
  }

  /** {@code mailbox}: in UTF-8 where the client takes it, else in modified UTF-7. */
  public ResponseWriter mailbox(String name) {
    return astring(utf8 ? name : ModifiedUtf7.encode(name));
  }

  /** Announces a literal whose {@code size} octets the caller writes next. */
  public ResponseWriter literalHeader(long size) {
    return raw("{").number(size).raw("}\r\n");
  }

  /** Announces a literal8 (may hold NUL; RFC 9051, 4.3) whose {@code size} octets the caller writes next. */
  public ResponseWriter literal8Header(long size) {
    return raw("~{").number(size).raw("}\r\n");
  }

  /** Names in parentheses: flags, attributes. */
  public ResponseWriter list(Collection<String> atoms) {
    open();
    boolean first = true;
    for (String atom : atoms) {
      if (!first) {
        sp();
      }
      raw(atom);
      first = false;
    }
    return close();
  }

  /** {@code flag-list}, with {@code \Recent} where the session says so (IMAP4rev1). */
  public ResponseWriter flags(Flags flags, boolean recent) {
    var names = flags.names();
    if (!recent) {
      return list(names);
    }
    open().raw("\\Recent");
    names.forEach(name -> sp().raw(name));
    return close();
  }

  /** {@code date-time}, quoted: {@code "17-Jul-1996 02:44:25 -0700"}. */
  public ResponseWriter dateTime(InternalDate date) {
    return raw("\"").raw(DATE_TIME.format(date.toOffsetDateTime())).raw("\"");
  }

  /** Ends the line. */
  public void end() {
    out.put('\r');
    out.put('\n');
  }

  /** {@code * OK [code] text}, {@code * BYE text}; {@code status} is OK, NO, BAD, BYE or PREAUTH. */
  public void untaggedStatus(String status, Optional<ResponseCode> code, String text) {
    untagged();
    status(status, code, text);
  }

  /** {@code * OK [code] text}. */
  public void untaggedOk(ResponseCode code, String text) {
    untaggedStatus("OK", Optional.of(code), text);
  }

  /** The tagged response that ends a command. */
  public void tagged(String tag, Tagged tagged) {
    raw(tag).sp();
    status(tagged.status().name(), tagged.code(), tagged.text());
  }

  /** A continuation request: {@code + text}; {@code text} may be empty (the space stays: RFC 9051, 7.5). */
  public void continuation(String text) {
    raw("+ ").raw(Syntax.oneLine(text)).end();
  }

  /** @see Output#sendFile */
  public Uni<Void> sendFile(Path file, long offset, long length) {
    return out.sendFile(file, offset, length);
  }

  /** Completes when more may be written; fails when the client is gone. */
  public Uni<Void> drained() {
    return out.drained();
  }

  /** Sends what is gathered now, before the command ends. */
  public void flush() {
    out.flush();
  }

  private void status(String status, Optional<ResponseCode> code, String text) {
    raw(status).sp();
    code.ifPresent(present -> raw("[").raw(Syntax.oneLine(present.text())).raw("] "));
    raw(Syntax.oneLine(text)).end();
  }

  private boolean quotable(byte[] value) {
    if (value.length > QUOTED_BYTES_MAX) {
      return false;
    }
    boolean ascii = true;
    for (byte b : value) {
      if (b == 0 || b == '\r' || b == '\n') {
        return false;
      }
      ascii &= b > 0;
    }
    return ascii || utf8 && Syntax.isUtf8(value);
  }

  private ResponseWriter quoted(byte[] value) {
    out.put('"');
    for (byte b : value) {
      if (b == '"' || b == '\\') {
        out.put('\\');
      }
      out.put(b);
    }
    out.put('"');
    return this;
  }
}
