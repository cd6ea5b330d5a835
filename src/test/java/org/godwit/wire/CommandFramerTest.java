package org.godwit.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CommandFramerTest {

  private final FramerRun run = new FramerRun(256, 4096);

  @Test
  void aLineIsACommand() {
    assertThat(run.feed("a1 NOOP\r\n")).containsExactly("command[a1 NOOP]");
  }

  @Test
  void aBareLineFeedEndsALineToo() {
    assertThat(run.feed("a1 NOOP\na2 NOOP\n")).containsExactly("command[a1 NOOP]", "command[a2 NOOP]");
  }

  @Test
  void literalsStandBetweenTexts() {
    assertThat(run.feed("a LOGIN {3}\r\nbob {2+}\r\n\r\n\r\n"))
        .containsExactly("offer 3", "offer 2", "command[a LOGIN {3}|<bob>| {2+}|<\r\n>|]");
  }

  @Test
  void aLiteralOfNothing() {
    assertThat(run.feed("a X {0}\r\n\r\n")).containsExactly("offer 0", "command[a X {0}|<>|]");
  }

  @Test
  void literal8IsMarked() {
    assertThat(run.feed("a X ~{1}\r\n\0\r\n")).containsExactly("offer 1", "command[a X ~{1}|~<\0>|]");
  }

  @Test
  void bracesThatAnnounceNothingStay() {
    assertThat(run.feed("a X {}\r\na X {1-}\r\na X 1}\r\na {1} X\r\n{+}\r\n")).containsExactly(
        "command[a X {}]", "command[a X {1-}]", "command[a X 1}]", "command[a {1} X]", "command[{+}]");
  }

  @Test
  void numbersThatDoNotFitAreHuge() {
    assertThat(run.feed("a X {99999999999999999999999999}\r\n")).startsWith("offer " + Long.MAX_VALUE);
    assertThat(new FramerRun(256, 4096).feed("a X {9223372036854775808}\r\n")).startsWith("offer " + Long.MAX_VALUE);
    assertThat(new FramerRun(256, 4096).feed("a X {00000000000000000000000002+}\r\n")).startsWith("offer 2");
  }

  @Test
  void aLineAtTheBoundIsTakenAndOneBeyondIsNot() {
    assertThat(run.feed("x".repeat(256) + "\r\n")).containsExactly("command[" + "x".repeat(256) + "]");
    assertThat(run.feed("x".repeat(258) + "\r\na NOOP\r\n")).containsExactly(
        "refused LINE_TOO_LONG " + "x".repeat(128), "command[a NOOP]");
  }

  @Test
  void theBoundCountsAllLinesOfACommand() {
    var lines = ("y".repeat(90) + "{1+}\r\nz").repeat(3);
    assertThat(run.feed("a " + lines + "\r\na NOOP\r\n")).hasSize(4)
        .contains("command[a NOOP]").anyMatch(step -> step.startsWith("refused LINE_TOO_LONG a yyy"));
  }

  @Test
  void aRefusedLineTakesItsLiteralsWithIt() {
    assertThat(run.feed("a " + "x".repeat(300) + " {10+}\r\nb NOOP\r\n\r\n more\r\nc NOOP\r\n"))
        .containsExactly("refused LINE_TOO_LONG a " + "x".repeat(126), "command[c NOOP]");
  }

  @Test
  void aRefusedLineWithAWaitingLiteralIsOver() {
    assertThat(run.feed("a " + "x".repeat(300) + " {10}\r\nc NOOP\r\n"))
        .containsExactly("refused LINE_TOO_LONG a " + "x".repeat(126), "command[c NOOP]");
  }

  @Test
  void aRefusedLiteralThatTheClientSendsAnywayIsReadPast() {
    assertThat(run.feed("a APPEND {1000+}\r\n" + "b NOOP\r\n".repeat(125) + " (x)\r\nc NOOP\r\n"))
        .containsExactly("offer 1000", "refused LITERAL_TOO_LARGE a APPEND {1000+}", "command[c NOOP]");
  }

  @Test
  void aRefusedLiteralThatTheClientHoldsBackIsOver() {
    assertThat(run.feed("a APPEND {1000}\r\nc NOOP\r\n"))
        .containsExactly("offer 1000", "refused LITERAL_TOO_LARGE a APPEND {1000}", "command[c NOOP]");
  }

  @Test
  void tooMuchToReadPastIsHopeless() {
    assertThat(run.feed("a APPEND {5000+}\r\n")).containsExactly("offer 5000", "hopeless LITERAL_TOO_LARGE");
    assertThat(new FramerRun(256, 4096).feed("x".repeat(5000))).containsExactly("hopeless LINE_TOO_LONG");
  }

  @Test
  void largeLiteralsAreStreamed() {
    var message = "m".repeat(500);
    assertThat(run.feed("a APPEND {500}\r\n" + message + " {3}\r\nabc\r\n"))
        .containsExactly("offer 500", "piece " + message, "end", "offer 3", "command[a APPEND {500}|sink 500| {3}|<abc>|]");
  }

  @Test
  void theRestOfACommandWhoseSinkFailedIsReadPast() {
    run.feed("a APPEND {500+}\r\n" + "m".repeat(100));
    assertThat(run.framer.giveUp(Refusal.NO_ROOM)).hasSize(1);
    assertThat(run.feed("m".repeat(400) + " {9+}\r\nc NOOP\r\n\r\nd NOOP\r\n"))
        .containsExactly("refused NO_ROOM a APPEND {500+}", "command[d NOOP]");
  }

  @Test
  void abandonedSinksAreGivenBack() {
    run.feed("a APPEND {500}\r\n" + "m".repeat(500) + " {700}\r\nmm");
    assertThat(run.framer.abandon()).hasSize(2);
    assertThat(run.framer.abandon()).isEqualTo(List.of());
  }

  @Test
  void aThousandCommandsAtOnce() {
    var steps = run.feed("a NOOP\r\n".repeat(1000));
    assertThat(steps).hasSize(1000).allMatch("command[a NOOP]"::equals);
    assertThat(run.queue.isEmpty()).isTrue();
  }

  @Test
  void manyOctetsOneByOneAreLookedAtOnce() {
    var wide = new FramerRun(1 << 20, 4096);
    byte[] octets = ("a " + "x".repeat(500_000) + "\r\n").getBytes(ISO_8859_1);
    for (byte octet : octets) {
      wide.queue.add(new byte[] {octet});
      wide.steps();
    }
    assertThat(wide.log).hasSize(1);
  }
}
