package org.godwit.benchmark;

import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.godwit.mail.SequenceSet;
import org.godwit.mail.UidSet;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Sequence sets and sets of UIDs of so many ranges. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SetBenchmark {

  @Param({"1", "100", "10000"})
  public int ranges;

  private String text;
  private SequenceSet named;
  private UidSet some;
  private UidSet others;
  private int max;
  private int uid;

  @Setup
  public void prepare() {
    var builder = new StringBuilder();
    for (int i = 0; i < ranges; i++) {
      builder.append(i == 0 ? "" : ",").append(10 * i + 1).append(':').append(10 * i + 4);
    }
    text = builder.toString();
    named = SequenceSet.parse(text);
    max = 10 * ranges;
    some = named.resolveUids(max);
    others = UidSet.ofAll(IntStream.range(0, ranges).map(i -> 10 * i + 4));
  }

  @Benchmark
  public SequenceSet parse() {
    return SequenceSet.parse(text);
  }

  @Benchmark
  public UidSet resolve() {
    return named.resolveUids(max);
  }

  @Benchmark
  public boolean contains() {
    uid = uid >= max ? 1 : uid + 1;
    return some.contains(uid);
  }

  @Benchmark
  public UidSet union() {
    return some.union(others);
  }

  @Benchmark
  public String write() {
    return some.toString();
  }
}
