package org.godwit.pop3.maildrop;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.godwit.mime.EncodedWords;
import org.godwit.mime.OctetSink;
import org.godwit.wire.Output;
import org.junit.jupiter.api.Test;

/** Messages as lines, against a naive reading; headers in ASCII; both however the octets are cut. */
class MessageLinesTest {

  private static final class Collected implements Output, OctetSink {
    private final ByteArrayOutputStream octets = new ByteArrayOutputStream();

    @Override
    public void put(int octet) {
      octets.write(octet);
    }

    @Override
    public void put(byte[] more, int offset, int length) {
      octets.write(more, offset, length);
    }

    @Override
    public void putAscii(String ascii) {
      octets.writeBytes(ascii.getBytes(ISO_8859_1));
    }

    @Override
    public Uni<Void> drained() {
      return Uni.createFrom().voidItem();
    }

    @Override
    public void flush() {
      // nothing is held back
    }

    @Override
    public void accept(byte[] more, int offset, int length) {
      octets.write(more, offset, length);
    }
  }

  @Provide
  Arbitrary<String> messages() {
    return Arbitraries.of("\r\n", "\n", "\r", ".", "..", "a", "b: c", "\r\n\r\n", "\n\n", "ü", " x").list().ofMaxSize(30)
        .map(parts -> String.join("", parts));
  }

  /** Cuts octets into pieces. */
  private static void feed(OctetSink sink, byte[] octets, int piece) {
    for (int at = 0; at < octets.length; at += piece) {
      sink.accept(octets, at, Math.min(piece, octets.length - at));
    }
  }

  private static String naive(String message, int bodyLines) {
    var text = message.replace("\r\n", "\n");
    if (!text.isEmpty() && !text.endsWith("\n")) {
      // a CR at the end and the LF that is added are a line end
      text = text.endsWith("\r") ? text.substring(0, text.length() - 1) + "\n" : text + "\n";
    }
    List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
    lines.removeLast();
    int header = lines.indexOf("") + 1;
    if (header > 0 && bodyLines >= 0) {
      lines = lines.subList(0, Math.min(lines.size(), header + bodyLines));
    }
    var result = new StringBuilder();
    lines.forEach(line -> result.append(line.startsWith(".") ? "." : "").append(line).append("\r\n"));
    return result + ".\r\n";
  }

  @Property(tries = 2000)
  void linesAreStuffedAndEnded(@ForAll("messages") String message, @ForAll @IntRange(min = -1, max = 4) int bodyLines,
      @ForAll @IntRange(min = 1, max = 9) int piece) {
    var out = new Collected();
    var lines = new MessageLines(out, bodyLines < 0 ? Long.MAX_VALUE : bodyLines);
    feed(lines, message.getBytes(ISO_8859_1), piece);
    lines.finish();
    assertThat(out.octets.toString(ISO_8859_1)).isEqualTo(naive(message, bodyLines));
  }

  private static String ascii(byte[] message, int piece) {
    var out = new Collected();
    var header = new AsciiHeader(out);
    feed(header, message, piece);
    header.finish();
    return out.octets.toString(ISO_8859_1);
  }

  @Property(tries = 1000)
  void headersBecomeAsciiAndNothingElseChanges(@ForAll("messages") String message, @ForAll @IntRange(min = 1, max = 9) int piece) {
    byte[] octets = message.getBytes(UTF_8);
    var latin1 = new String(octets, ISO_8859_1);
    var result = ascii(octets, piece);
    assertThat(result).isEqualTo(ascii(octets, octets.length + 1));
    var blank = java.util.regex.Pattern.compile("(?:^|\n)\r?\n").matcher(latin1);
    int end = blank.find() ? blank.end() : latin1.length();
    var body = latin1.substring(end);
    assertThat(result).endsWith(body);
    assertThat(result.substring(0, result.length() - body.length())).matches("\\p{ASCII}*");
    if (latin1.substring(0, end).matches("\\p{ASCII}*")) {
      assertThat(result).isEqualTo(latin1);
    }
  }

  @Test
  void textsCanBeReadAgain() {
    var text = "Grüße aus Köln, ".repeat(20).strip();
    var field = new String(AsciiField.of(("Subject: " + text + "\r\n").getBytes(UTF_8)), ISO_8859_1);
    assertThat(field.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(78));
    assertThat(EncodedWords.decode(field.substring("Subject: ".length()).replace("\r\n", ""))).isEqualTo(text);
    assertThat(new String(AsciiField.of(new byte[] {'X', ':', ' ', (byte) 0xFC, '\r', '\n'}), ISO_8859_1))
        .isEqualTo("X: =?unknown-8bit?B?/A==?=\r\n");
    assertThat(new String(AsciiField.of("To: \"Ä \\\"B\\\"\" <a@b>, Ö <ö@c>;\r\n".getBytes(UTF_8)), ISO_8859_1))
        .isEqualTo("To: =?UTF-8?B?w4QgIkIi?= <a@b>, =?UTF-8?B?w5YgPMO2QGM+?= :;;\r\n");
  }

  @Test
  void aFieldTooLongLosesWhatIsBeyondAscii() {
    var message = "X: " + "ä ".repeat(40_000) + "\r\n\r\nä";
    var result = ascii(message.getBytes(UTF_8), 1000);
    assertThat(result.substring(0, result.length() - 2)).matches("\\p{ASCII}*");
    assertThat(result).startsWith("X: ?? ??").hasSize(message.getBytes(UTF_8).length);
  }
}
