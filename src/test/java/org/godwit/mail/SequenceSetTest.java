package org.godwit.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SequenceSetTest {

  @Test
  void examplesOfTheRfc() {
    assertThat(numbers("2,4:7,9,12:*", 15)).containsExactly(2, 4, 5, 6, 7, 9, 12, 13, 14, 15);
    assertThat(numbers("*:4,5:7", 10)).containsExactly(4, 5, 6, 7, 8, 9, 10);
    assertThat(numbers("3291:*", 5)).containsExactly(5);
    assertThat(numbers("4:2", 10)).containsExactly(2, 3, 4);
  }

  @Test
  void edges() {
    assertThat(numbers("*", 0)).isEmpty();
    assertThat(numbers("1:*", 0)).isEmpty();
    assertThat(numbers("7:9", 5)).isEmpty();
    assertThat(numbers("4294967295", 5)).isEmpty();
    assertThat(SequenceSet.all().resolve(Integer.MAX_VALUE).size()).isEqualTo(Integer.MAX_VALUE);
    assertThat(SequenceSet.parse("1:4294967295").resolveUids(Uid.MAX)).isEqualTo(UidSet.range(1, Uid.MAX));
    assertThat(SequenceSet.parse("2147483647:*").resolve(Integer.MAX_VALUE).contains(Integer.MAX_VALUE)).isTrue();
  }

  @Test
  void whatItNames() {
    assertThat(SequenceSet.parse("3,7:5,*").largestNumber()).isEqualTo(7);
    assertThat(SequenceSet.parse("*").largestNumber()).isZero();
    assertThat(SequenceSet.parse("5:*").hasStar()).isTrue();
    assertThat(SequenceSet.parse("5:6").hasStar()).isFalse();
    assertThat(SequenceSet.parse("5").isSingle()).isTrue();
    assertThat(SequenceSet.parse("*").isSingle()).isTrue();
    assertThat(SequenceSet.parse("5:6").isSingle()).isFalse();
    assertThat(SequenceSet.parse("5,6").isSingle()).isFalse();
    assertThat(SequenceSet.SAVED_RESULT.isSingle()).isFalse();
    assertThat(SequenceSet.parse("$")).isSameAs(SequenceSet.SAVED_RESULT);
    assertThatIllegalStateException().isThrownBy(() -> SequenceSet.SAVED_RESULT.resolve(5));
    assertThatIllegalArgumentException().isThrownBy(() -> SequenceSet.of(0));
    assertThatIllegalArgumentException().isThrownBy(() -> SequenceSet.range(1, 4294967296L));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "1:0", ",", "1,", ",1", "1:", ":1", "1:2:3", "a", "1 ", "-1", "4294967296", "$,1", "1,$", "$$", "**",
      "99999999999999999999999999", "1;2", "\u0661"})
  void notASet(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> SequenceSet.parse(text));
  }

  @Property(tries = 500)
  void meansWhatANaiveSetMeans(@ForAll("sets") String text, @ForAll @IntRange(max = 60) int max) {
    var expected = naive(text, max);
    var ranges = SequenceSet.parse(text).resolve(max);
    assertThat(numbers(text, max)).containsExactlyElementsOf(expected);
    assertThat(ranges.size()).isEqualTo(expected.size());
    assertThat(ranges.isEmpty()).isEqualTo(expected.isEmpty());
    for (int number = 0; number < 70; number++) {
      assertThat(ranges.contains(number)).isEqualTo(expected.contains(number));
    }
    for (int i = 1; i < ranges.count(); i++) {
      assertThat(ranges.first(i)).isGreaterThan(ranges.last(i - 1) + 1);
    }
    assertThat(SequenceSet.parse(text).resolveUids(max).toArray()).containsExactly(expected.stream().mapToInt(n -> n).toArray());
  }

  @Property(tries = 300)
  void roundTrip(@ForAll("sets") String text) {
    var set = SequenceSet.parse(text);
    assertThat(SequenceSet.parse(set.toString())).isEqualTo(set).hasSameHashCodeAs(set);
  }

  @Provide
  Arbitrary<String> sets() {
    Arbitrary<String> number = Arbitraries.frequencyOf(
        Tuple.of(6, Arbitraries.integers().between(1, 50).map(String::valueOf)),
        Tuple.of(1, Arbitraries.of("*", "4294967295", "2147483648")));
    Arbitrary<String> range = Combinators.combine(number, number).as((a, b) -> a + ":" + b);
    return Arbitraries.oneOf(number, range).list().ofMinSize(1).ofMaxSize(12).map(all -> String.join(",", all));
  }

  private static TreeSet<Integer> naive(String text, int max) {
    var result = new TreeSet<Integer>();
    for (String part : text.split(",")) {
      String[] ends = part.split(":");
      long one = end(ends[0], max);
      long other = end(ends[ends.length - 1], max);
      for (int number = 1; number <= max; number++) {
        if (number >= Math.min(one, other) && number <= Math.max(one, other)) {
          result.add(number);
        }
      }
    }
    return result;
  }

  private static long end(String end, int max) {
    return end.equals("*") ? max : Long.parseLong(end);
  }

  private static List<Integer> numbers(String text, int max) {
    List<Integer> numbers = new ArrayList<>();
    SequenceSet.parse(text).resolve(max).forEach(numbers::add);
    return numbers;
  }
}
