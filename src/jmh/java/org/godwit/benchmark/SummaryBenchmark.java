package org.godwit.benchmark;

import java.util.concurrent.TimeUnit;
import org.godwit.mail.Summary;
import org.godwit.mime.MessageParser;
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

/** A message of two alternatives to its summary, and that to the octets that are stored. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SummaryBenchmark {

  @Param({"2048", "8192", "1048576"})
  public int octets;

  private byte[] message;

  @Setup
  public void prepare() {
    message = Messages.alternatives(octets);
  }

  @Benchmark
  public Summary summary() {
    return MessageParser.parse(message);
  }

  @Benchmark
  public byte[] summaryAsStored() {
    return MessageParser.parse(message).encode();
  }
}
