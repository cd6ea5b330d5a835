package org.godwit.imap.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PartialRangeTest {

  @Property(tries = 500)
  void asCountingShows(@ForAll @IntRange(min = 1, max = 12) int one, @ForAll @IntRange(min = 1, max = 12) int other,
      @ForAll boolean fromEnd, @ForAll @IntRange(max = 10) int size) {
    int sign = fromEnd ? -1 : 1;
    var range = new PartialRange((long) sign * one, (long) sign * other);
    List<Integer> expected = new ArrayList<>();
    for (int index = 0; index < size; index++) {
      int position = fromEnd ? size - index : index + 1;
      if (position >= Math.min(one, other) && position <= Math.max(one, other)) {
        expected.add(index);
      }
    }
    List<Integer> actual = new ArrayList<>();
    for (int index = range.start(size); index < range.end(size); index++) {
      actual.add(index);
    }
    assertThat(actual).isEqualTo(expected);
    assertThat(range.end(size)).isGreaterThanOrEqualTo(range.start(size));
  }

  @Test
  void limits() {
    assertThat(new PartialRange(1, 4294967295L).end(Integer.MAX_VALUE)).isEqualTo(Integer.MAX_VALUE);
    assertThat(new PartialRange(-4294967295L, -1).start(Integer.MAX_VALUE)).isZero();
    assertThat(new PartialRange(-1, -100)).hasToString("-1:-100");
    assertThatIllegalArgumentException().isThrownBy(() -> new PartialRange(0, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new PartialRange(-1, 1));
  }
}
