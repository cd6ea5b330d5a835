package org.godwit.lmtp.session;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.godwit.wire.ByteQueue;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a message ends, and nowhere else. */
class DotDecoderTest {

  /** Mostly what matters: dots and line ends. */
  @Provide
  Arbitrary<String> bodies() {
    return Arbitraries.of("\r\n", "\r", "\n", ".", "..", "a", "\0", "\u00ff", "\r\n.", "\n.\n", "\r\n..\r\n", "\n.\r\n").list().ofMaxSize(30)
        .map(pieces -> String.join("", pieces));
  }

  @Property(tries = 500)
  void a_body_comes_out_as_it_went_in_however_it_is_cut(@ForAll("bodies") String text, @ForAll List<@net.jqwik.api.constraints.IntRange(min = 1, max = 9) Integer> cuts) {
    String body = text.isEmpty() || text.endsWith("\r\n") ? text : text + "\r\n";
    String sent = ("\r\n" + body).replace("\r\n.", "\r\n..").substring(2) + ".\r\n";
    var queue = new ByteQueue();
    var decoder = new DotDecoder();
    var out = new ByteArrayOutputStream();
    byte[] wire = (sent + "NOOP\r\n").getBytes(ISO_8859_1);
    int at = 0;
    for (int i = 0; at < wire.length; i++) {
      int length = Math.min(cuts.isEmpty() ? wire.length : cuts.get(i % cuts.size()), wire.length - at);
      queue.add(wire, at, length);
      at += length;
      if (!decoder.isOver()) {
        out.writeBytes(decoder.next(queue));
      }
    }
    assertThat(decoder.isOver()).isTrue();
    assertThat(out.toString(ISO_8859_1)).isEqualTo(body);
    assertThat(new String(queue.take(queue.size()), ISO_8859_1)).isEqualTo("NOOP\r\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n.\n", "\n.\r\n", "\r\n.\n", "\r\n.\r", "\r.\r\n", "\r.\r", "\r\n.\0\r\n", "\r\n.\r\r\n", "\n.\r\nMAIL FROM:<a@b>\r\n"})
  void what_other_servers_may_take_for_the_end_is_text(String notTheEnd) {
    var queue = new ByteQueue();
    queue.add(("a" + notTheEnd + "b").getBytes(ISO_8859_1));
    var decoder = new DotDecoder();
    String out = new String(decoder.next(queue), ISO_8859_1);
    assertThat(decoder.isOver()).isFalse();
    // a dot at the beginning of a line is taken away, everything else stays
    assertThat(out).isEqualTo("a" + notTheEnd.replace("\r\n.", "\r\n") + "b");
  }
}
