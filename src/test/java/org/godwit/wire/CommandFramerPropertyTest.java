package org.godwit.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class CommandFramerPropertyTest {

  private static final int LINE_MAX = 200;
  private static final int SKIP_MAX = 2000;

  /** However the input is cut on its way, the framer comes to the same. */
  @Property(tries = 500)
  void cutsDoNotMatter(@ForAll("traffic") List<String> pieces, @ForAll long seed) {
    byte[] input = String.join("", pieces).getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    var whole = new FramerRun(LINE_MAX, SKIP_MAX).feed(input);
    assertThat(cut(input, new Random(seed), 1)).isEqualTo(whole);
    assertThat(cut(input, new Random(seed), 40)).isEqualTo(whole);
  }

  /** Whatever comes, nothing is thrown and no more than the bound is kept. */
  @Property(tries = 500)
  void anythingIsBounded(@ForAll byte[] noise, @ForAll("traffic") List<String> pieces) {
    var run = new FramerRun(LINE_MAX, SKIP_MAX);
    run.feed(noise);
    run.feed(String.join("", pieces));
    run.feed(noise);
    assertThat(run.isHopeless() || run.queue.size() <= LINE_MAX + 2).isTrue();
  }

  @Provide
  Arbitrary<List<String>> traffic() {
    var word = Arbitraries.strings().withChars("ab 12{}+~\r\n\\\"").ofMaxLength(12);
    var line = Arbitraries.strings().withChars("xy{} ").ofMinLength(150).ofMaxLength(260).map(text -> text + "\r\n");
    var literal = Arbitraries.integers().between(0, 1100).flatMap(size -> Arbitraries.of("{" + size + "}\r\n",
        "{" + size + "+}\r\n", "~{" + size + "+}\r\n", "x{" + size + "}\n").map(head -> head + "z".repeat(Math.min(size, 900))));
    var command = Arbitraries.of("a NOOP\r\n", "b LOGIN {3+}\r\nabc x\r\n", "\r\n");
    return Arbitraries.oneOf(word, line, literal, command).list().ofMaxSize(12).filter(list -> !list.isEmpty())
        .map(list -> {
          var ended = new ArrayList<>(list);
          ended.add("\r\n");
          return List.copyOf(ended);
        });
  }

  private static List<String> cut(byte[] input, Random random, int pieceMax) {
    var run = new FramerRun(LINE_MAX, SKIP_MAX);
    var all = new ArrayList<String>();
    int from = 0;
    while (from < input.length) {
      int to = Math.min(input.length, from + 1 + random.nextInt(pieceMax));
      all.addAll(run.feed(Arrays.copyOfRange(input, from, to)));
      from = to;
    }
    return all;
  }
}
