package org.godwit.mime;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A small reader of IMAP's parenthesised lists, written from RFC 9051, section 9, independently of the code under test:
 * yields lists of lists, strings (one character per octet), longs, and null for NIL; fails on anything else.
 */
final class ImapSyntax {
  private final byte[] bytes;
  private int at;

  private ImapSyntax(byte[] bytes) {
    this.bytes = bytes;
  }

  static Object parse(ByteBuffer wire) {
    byte[] bytes = new byte[wire.remaining()];
    wire.duplicate().get(bytes);
    ImapSyntax syntax = new ImapSyntax(bytes);
    Object value = syntax.value();
    if (syntax.at != bytes.length) {
      throw syntax.wrong("octets behind the value");
    }
    return value;
  }

  private Object value() {
    char c = peek();
    if (c == '(') {
      return list();
    } else if (c == '"') {
      return quoted();
    } else if (c == '{') {
      return literal();
    } else if (c >= '0' && c <= '9') {
      return number();
    }
    for (char n : "NIL".toCharArray()) {
      expect(n);
    }
    return null;
  }

  /** Between the elements of a list stands one space, but none between lists that follow each other directly. */
  private List<Object> list() {
    expect('(');
    List<Object> list = new ArrayList<>();
    list.add(value());
    while (peek() != ')') {
      boolean adjacentLists = peek() == '(' && list.getLast() instanceof List;
      if (!adjacentLists) {
        expect(' ');
      }
      list.add(value());
    }
    expect(')');
    return list;
  }

  private String quoted() {
    expect('"');
    StringBuilder text = new StringBuilder();
    while (peek() != '"') {
      char c = next();
      if (c == '\\') {
        c = next();
        if (c != '\\' && c != '"') {
          throw wrong("only quoted-specials may be escaped");
        }
      }
      if (c == 0 || c == '\r' || c == '\n' || c > 0x7f) {
        throw wrong("octet " + (int) c + " in a quoted string");
      }
      text.append(c);
    }
    expect('"');
    return text.toString();
  }

  private String literal() {
    expect('{');
    int length = (int) number();
    for (char c : "}\r\n".toCharArray()) {
      expect(c);
    }
    String text = new String(bytes, at, length, StandardCharsets.ISO_8859_1);
    at += length;
    if (text.indexOf('\0') >= 0) {
      throw wrong("NUL in a literal");
    }
    return text;
  }

  private long number() {
    int start = at;
    while (peek() >= '0' && peek() <= '9') {
      at++;
    }
    return Long.parseLong(new String(bytes, start, at - start, StandardCharsets.US_ASCII));
  }

  private char peek() {
    if (at >= bytes.length) {
      throw wrong("end");
    }
    return (char) (bytes[at] & 0xff);
  }

  private char next() {
    char c = peek();
    at++;
    return c;
  }

  private void expect(char c) {
    if (next() != c) {
      throw wrong("expected '" + c + "'");
    }
  }

  private AssertionError wrong(String what) {
    return new AssertionError(what + " at " + at + " of " + new String(bytes, StandardCharsets.ISO_8859_1));
  }
}
