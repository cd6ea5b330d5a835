package org.godwit;

import io.vertx.core.Vertx;
import java.lang.management.ManagementFactory;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the old generation collected when most of it must be garbage. The serial collector would not do that before the heap has reached its
 * bound, half of the machine: as long as it may grow it makes room for what survives young collections by growing. A collection takes 0.07 s
 * with 50 MB alive; other collectors see to it themselves. One thread at a time.
 */
final class HeapWatch {

  private static final Logger LOG = LoggerFactory.getLogger(HeapWatch.class);
  private static final long LOOK_MS = 1000;
  /** Garbage that is always let be, octets. */
  private static final long GARBAGE_MIN = 256L << 20;
  /** Garbage that is let be, in times of what lives: a collection takes as long as that is large. */
  private static final int GARBAGE_FACTOR = 3;

  private final LongSupplier committed;
  private final LongSupplier used;
  private final BooleanSupplier collect;
  private long limit = GARBAGE_MIN;

  /**
   * @param committed octets of the heap, garbage and free room included
   * @param used octets of it that are not free
   * @param collect collects all garbage; false if that is not for us to do
   */
  HeapWatch(LongSupplier committed, LongSupplier used, BooleanSupplier collect) {
    this.committed = committed;
    this.used = used;
    this.collect = collect;
  }

  /** Watches this process, until its Vert.x is closed. */
  static void start(Vertx vertx) {
    var java = Runtime.getRuntime();
    var watch = new HeapWatch(java::totalMemory, () -> java.totalMemory() - java.freeMemory(), HeapWatch::collect);
    vertx.setPeriodic(LOOK_MS, timer -> {
      if (!watch.look()) {
        vertx.cancelTimer(timer);
      }
    });
  }

  /** Looks, and collects if it is time. Blocks everybody for as long as that takes. @return whether to look again */
  boolean look() {
    if (committed.getAsLong() <= limit) {
      return true;
    }
    long before = committed.getAsLong();
    if (!collect.getAsBoolean()) {
      return false;
    }
    long alive = used.getAsLong();
    limit = alive + Math.max(GARBAGE_MIN, GARBAGE_FACTOR * alive);
    LOG.debug("the heap had {} MiB, of which {} are alive; looked at again from {} on", before >> 20, alive >> 20, limit >> 20);
    return true;
  }

  private static boolean collect() {
    boolean serial = ManagementFactory.getGarbageCollectorMXBeans().stream().anyMatch(bean -> bean.getName().equals("MarkSweepCompact"));
    if (serial) {
      System.gc();
    }
    return serial;
  }
}
