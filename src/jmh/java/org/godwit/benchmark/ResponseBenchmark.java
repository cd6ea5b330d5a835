package org.godwit.benchmark;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.godwit.imap.response.ResponseWriter;
import org.godwit.mail.Flags;
import org.godwit.wire.Output;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Responses to octets, into an output that keeps only the last of them. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ResponseBenchmark {

  private final Ring out = new Ring();
  private final ResponseWriter writer = new ResponseWriter(out);
  private final Flags flags = new Flags(Flags.SEEN | Flags.ANSWERED, List.of("$Forwarded"));
  private int number;

  /** {@code * 17 FETCH (UID 17 FLAGS (\Answered \Seen $Forwarded))}. */
  @Benchmark
  public byte[] fetchOfFlags() {
    number = (number + 1) & 0xFFFF;
    writer.untagged().number(number).raw(" FETCH (UID ").number(number).raw(" FLAGS ").flags(flags, false).close().end();
    return out.octets;
  }

  /** Strings as in an ENVELOPE: one that can be quoted, one with quotes in it, and NIL. */
  @Benchmark
  public byte[] strings() {
    writer.open().string("Re: the harbour, the ledger and the garden").sp().string("\"Number 17\"").sp().nstring((String) null).close();
    return out.octets;
  }

  /** Takes octets over and over into the same few thousand. */
  private static final class Ring implements Output {

    private static final int OCTETS = 8192;
    private final byte[] octets = new byte[OCTETS];
    private int at;

    @Override
    public void put(int octet) {
      octets[at++ & OCTETS - 1] = (byte) octet;
    }

    @Override
    public void put(byte[] source, int offset, int length) {
      int room = OCTETS - (at & OCTETS - 1);
      System.arraycopy(source, offset, octets, at & OCTETS - 1, Math.min(length, room));
      at += length;
    }

    @Override
    public void putAscii(String ascii) {
      for (int i = 0; i < ascii.length(); i++) {
        put(ascii.charAt(i));
      }
    }

    @Override
    public Uni<Void> drained() {
      return Uni.createFrom().voidItem();
    }

    @Override
    public void flush() {}
  }
}
