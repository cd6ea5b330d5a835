package org.godwit.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** A packed column has the values that it was made of, however far apart they are. */
class LongColumnTest {

  @Property
  void packedValuesAreTheSame(@ForAll("values") List<Long> values, @ForAll("value") long more) {
    int rows = values.size();
    var column = LongColumn.withCapacity(rows + 3);
    for (int i = 0; i < rows; i++) {
      column.set(i, values.get(i));
    }
    var packed = column.packed(rows);
    assertSame(packed, values);
    assertThat(packed.packed(rows)).as("packed once").isSameAs(packed);
    assertSame(packed.resized(rows + 5), values);
    var copy = packed.copyWithRoomFor(more);
    if (rows > 0) {
      copy.set(rows / 2, more);
      assertThat(copy.get(rows / 2)).isEqualTo(more);
    }
    assertSame(packed, values);
    for (int i = 0; i < rows; i++) {
      assertThat(copy.get(i)).isEqualTo(i == rows / 2 ? more : values.get(i));
    }
  }

  private static void assertSame(LongColumn column, List<Long> values) {
    for (int i = 0; i < values.size(); i++) {
      assertThat(column.get(i)).isEqualTo(values.get(i));
    }
  }

  @Provide
  Arbitrary<Long> value() {
    return Arbitraries.oneOf(Arbitraries.longs(), Arbitraries.longs().between(0, 0x1_0000_0010L), Arbitraries.of(0L, 0xFFFF_FFFFL,
        0x1_0000_0000L, Long.MIN_VALUE, Long.MAX_VALUE));
  }

  @Provide
  Arbitrary<List<Long>> values() {
    return Arbitraries.oneOf(value().list().ofMaxSize(20), Arbitraries.longs().between(1L << 40, (1L << 40) + 0xFFFF_FFFFL).list().ofMaxSize(20));
  }

  @Test
  void aNarrowColumnRefusesWhatDoesNotFit() {
    var column = LongColumn.withCapacity(2);
    column.set(0, 100);
    column.set(1, 200);
    var packed = column.packed(2);
    assertThatThrownBy(() -> packed.set(0, 99)).isInstanceOf(IllegalArgumentException.class);
    packed.copyWithRoomFor(100 + 0xFFFF_FFFFL).set(0, 100 + 0xFFFF_FFFFL);
    assertThatThrownBy(() -> packed.set(0, 101 + 0xFFFF_FFFFL)).isInstanceOf(IllegalArgumentException.class);
  }
}
