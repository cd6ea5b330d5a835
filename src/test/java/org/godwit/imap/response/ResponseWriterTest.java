package org.godwit.imap.response;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.godwit.mail.Flags;
import org.godwit.mail.InternalDate;
import org.godwit.wire.Output;
import org.junit.jupiter.api.Test;

class ResponseWriterTest {

  private final Buffer written = Buffer.buffer();
  private final ResponseWriter out = new ResponseWriter(new Gathering(written));

  @Test
  void strings() {
    out.string("plain").sp().string("").sp().string("a \"b\" \\c").sp().nstring((String) null);
    assertThat(text()).isEqualTo("\"plain\" \"\" \"a \\\"b\\\" \\\\c\" NIL");
  }

  @Test
  void stringsThatCanNotBeQuotedAreLiterals() {
    out.string("two\r\nlines").sp().string("gr\u00fcn").sp().string("x".repeat(1025));
    assertThat(text()).isEqualTo("{10}\r\ntwo\r\nlines {5}\r\ngr\u00fcn {1025}\r\n" + "x".repeat(1025));
  }

  @Test
  void utf8MayBeQuotedWhereTheClientTakesIt() {
    out.utf8(true);
    out.string("gr\u00fcn").sp().string(new byte[] {(byte) 0xff});
    assertThat(written.getBytes()).startsWith("\"gr\u00fcn\" {1}\r\n".getBytes(UTF_8)).endsWith((byte) 0xff);
  }

  @Test
  void astrings() {
    out.astring("INBOX").sp().astring("a]b").sp().astring("a b").sp().astring("").sp().astring("nil").sp().astring("50%");
    assertThat(text()).isEqualTo("INBOX a]b \"a b\" \"\" \"nil\" \"50%\"");
  }

  @Test
  void mailboxNames() {
    // the examples of RFC 3501, 5.1.3
    out.mailbox("~peter/mail/\u53f0\u5317/\u65e5\u672c\u8a9e").sp().mailbox("Tom & Jerry").sp().mailbox("\ud83d\ude00");
    assertThat(text()).isEqualTo("~peter/mail/&U,BTFw-/&ZeVnLIqe- \"Tom &- Jerry\" &2D3eAA-");
  }

  @Test
  void mailboxNamesInUtf8() {
    out.utf8(true);
    out.mailbox("\u53f0\u5317").sp().mailbox("Tom & Jerry");
    assertThat(text()).isEqualTo("\"\u53f0\u5317\" \"Tom & Jerry\"");
  }

  @Test
  void flagsAndDates() {
    out.flags(new Flags(Flags.SEEN | Flags.DELETED, List.of("$Junk")), false).sp().flags(Flags.NONE, true).sp()
        .dateTime(InternalDate.of(OffsetDateTime.parse("1996-07-07T02:44:25-07:00")));
    assertThat(text()).isEqualTo("(\\Seen \\Deleted $Junk) (\\Recent) \"07-Jul-1996 02:44:25 -0700\"");
  }

  @Test
  void statusResponses() {
    out.tagged("a1", Tagged.ok("done"));
    out.tagged("a2", Tagged.no(ResponseCode.TRYCREATE, "No such\r\nmailbox"));
    out.untaggedStatus("BYE", Optional.empty(), "gr\u00fcn");
    out.untaggedOk(ResponseCode.inProgress("a\"b", 3, -1), "working");
    out.continuation("");
    assertThat(text()).isEqualTo("a1 OK done\r\na2 NO [TRYCREATE] No such  mailbox\r\n* BYE gr?n\r\n"
        + "* OK [INPROGRESS (\"a\\\"b\" 3 NIL)] working\r\n+ \r\n");
  }

  /** A client that reads by the grammar gets the octets back. */
  @Property(tries = 300)
  void stringsCanBeReadBack(@ForAll byte[] value, @ForAll boolean utf8) {
    var octets = Buffer.buffer();
    var writer = new ResponseWriter(new Gathering(octets));
    writer.utf8(utf8);
    byte[] given = new String(value, UTF_8).replace("\0", "").getBytes(UTF_8);
    writer.string(given);
    assertThat(readBack(octets)).isEqualTo(given);
  }

  private static byte[] readBack(Buffer octets) {
    if (octets.getByte(0) == '{') {
      var text = octets.toString(java.nio.charset.StandardCharsets.ISO_8859_1);
      int start = text.indexOf("}\r\n") + 3;
      assertThat(octets.length() - start).isEqualTo(Integer.parseInt(text.substring(1, start - 3)));
      return octets.getBytes(start, octets.length());
    }
    var result = Buffer.buffer();
    for (int i = 1; i < octets.length() - 1; i++) {
      if (octets.getByte(i) == '\\') {
        i++;
      } else {
        assertThat(octets.getByte(i)).isNotIn((byte) '"', (byte) '\r', (byte) '\n');
      }
      result.appendByte(octets.getByte(i));
    }
    return result.getBytes();
  }

  private String text() {
    return written.toString(UTF_8);
  }

  private record Gathering(Buffer target) implements Output {

    @Override
    public void put(int octet) {
      target.appendByte((byte) octet);
    }

    @Override
    public void put(byte[] octets, int offset, int length) {
      target.appendBytes(octets, offset, length);
    }

    @Override
    public void putAscii(String ascii) {
      ascii.chars().forEach(c -> target.appendByte(c < 0x80 ? (byte) c : (byte) '?'));
    }

    @Override
    public Uni<Void> drained() {
      return Uni.createFrom().voidItem();
    }

    @Override
    public void flush() {
      // all is there already
    }
  }
}
