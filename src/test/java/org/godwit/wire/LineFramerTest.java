package org.godwit.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Lines come whole or are refused, however they are cut. */
class LineFramerTest {

  private static List<String> events(String input, int piece) {
    var framer = new LineFramer(5, 20);
    var in = new ByteQueue();
    var events = new ArrayList<String>();
    byte[] octets = input.getBytes(US_ASCII);
    for (int at = 0; at < octets.length; at += piece) {
      in.add(octets, at, Math.min(piece, octets.length - at));
      for (var event = framer.next(in); event != null; event = framer.next(in)) {
        events.add(switch (event) {
          case LineFramer.Event.Line(byte[] line) -> new String(line, US_ASCII);
          case LineFramer.Event.TooLong tooLong -> "too long";
          case LineFramer.Event.Hopeless hopeless -> "hopeless";
        });
        if (events.getLast().equals("hopeless")) {
          return events;
        }
      }
    }
    return events;
  }

  @Property(tries = 50)
  void linesAreTheSameHoweverTheyAreCut(@ForAll @IntRange(min = 1, max = 40) int piece) {
    assertThat(events("12345\r\n123456\r\n\r\na\nb {5}\r\nmore", piece)).containsExactly("12345", "too long", "", "a", "b {5}");
  }

  @Test
  void whatIsMuchTooLongIsNotReadPast() {
    assertThat(events("1\r\n" + "x".repeat(100), 7)).containsExactly("1", "hopeless");
  }
}
