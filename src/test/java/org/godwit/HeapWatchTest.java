package org.godwit;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class HeapWatchTest {

  private static final long MIB = 1 << 20;

  private long committed;
  private long alive;
  private int collections;
  private boolean ours = true;
  private final HeapWatch watch = new HeapWatch(() -> committed, () -> alive, () -> {
    collections += ours ? 1 : 0;
    return ours;
  });

  private int after(long committedMib, long aliveMib) {
    committed = committedMib * MIB;
    alive = aliveMib * MIB;
    int before = collections;
    assertThat(watch.look()).isTrue();
    return collections - before;
  }

  @Test
  void collectsWhenMostMustBeGarbage() {
    assertThat(after(72, 20)).isZero();
    assertThat(after(256, 20)).isZero();
    assertThat(after(257, 50)).isEqualTo(1);
    assertThat(after(300, 50)).isZero();
    assertThat(after(307, 50)).isEqualTo(1);
  }

  /** What lives is large: a collection takes long, and comes seldom. */
  @Test
  void aLargeHeapMayHaveMoreGarbage() {
    assertThat(after(1100, 1000)).isEqualTo(1);
    assertThat(after(3999, 1000)).isZero();
    assertThat(after(4001, 10)).isEqualTo(1);
    assertThat(after(267, 10)).as("it is small again").isEqualTo(1);
  }

  @Test
  void otherCollectorsAreLetBe() {
    ours = false;
    committed = 300 * MIB;
    assertThat(watch.look()).isFalse();
    assertThat(collections).isZero();
  }

  /** The collector is known by this name, or nothing would ever be collected: the tests run with it, as the server does. */
  @Test
  void theSerialCollectorIsKnown() {
    var names = ManagementFactory.getGarbageCollectorMXBeans().stream().map(bean -> bean.getName()).toList();
    if (ManagementFactory.getRuntimeMXBean().getInputArguments().contains("-XX:+UseSerialGC")) {
      assertThat(names).contains("MarkSweepCompact");
    }
  }
}
