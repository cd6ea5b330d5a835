package org.godwit.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Strings in wire form (RFC 9051, 9: quoted, literal, nil), and lists of addresses. */
class WireTextTest {
  private static String wire(String octets) {
    CompactWriter out = new CompactWriter(16);
    WireText.nstring(out, octets);
    return new String(out.toByteArray(), StandardCharsets.ISO_8859_1);
  }

  @Test
  void quotedWhenPossible() {
    assertThat(wire(null)).isEqualTo("NIL");
    assertThat(wire("")).isEqualTo("\"\"");
    assertThat(wire("a\tb")).isEqualTo("\"a\tb\"");
    assertThat(wire("a\"\\b")).isEqualTo("\"a\\\"\\\\b\"");
    assertThat(wire("x".repeat(4096))).hasSize(4098);
  }

  @Test
  void elseLiteral() {
    assertThat(wire("\u00e9")).isEqualTo("{1}\r\n\u00e9");
    assertThat(wire("a\rb\nc")).isEqualTo("{5}\r\na\rb\nc");
    assertThat(wire("x".repeat(4097))).startsWith("{4097}\r\nx");
    assertThat(wire("\0\u0001")).isEqualTo("{2}\r\n?\u0001");
  }

  @Test
  void anEnvelopeFillsInSenderAndReplyTo() {
    Address a = new Address("A", null, "a", "x");
    Address b = new Address(null, null, "b", "");
    Envelope envelope = new Envelope(null, "", List.of(a), List.of(), List.of(b),
        List.of(Address.groupStart("g"), Address.groupEnd()), List.of(), List.of(), null, "<i>");
    assertThat(new String(envelope.toWire(), StandardCharsets.US_ASCII)).isEqualTo("(NIL \"\" ((\"A\" NIL \"a\" \"x\"))"
        + " ((\"A\" NIL \"a\" \"x\")) ((NIL NIL \"b\" \"\")) ((NIL NIL \"g\" NIL)(NIL NIL NIL NIL)) NIL NIL NIL \"<i>\")");
  }
}
