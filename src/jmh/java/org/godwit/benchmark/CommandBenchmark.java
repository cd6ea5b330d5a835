package org.godwit.benchmark;

import java.util.concurrent.TimeUnit;
import org.godwit.imap.command.CommandBytes;
import org.godwit.imap.command.CommandParser;
import org.godwit.imap.command.ParseContext;
import org.godwit.imap.command.ParseException;
import org.godwit.imap.command.ParsedCommand;
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

/** One command line to a command. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CommandBenchmark {

  @Param({
      "a1 NOOP",
      "a2 UID FETCH 1:* (UID FLAGS INTERNALDATE RFC822.SIZE ENVELOPE)",
      "a3 FETCH 17 (BODY.PEEK[HEADER.FIELDS (FROM TO CC SUBJECT DATE MESSAGE-ID REFERENCES)])",
      "a4 UID STORE 1:17,23,42:99 +FLAGS.SILENT (\\Seen $Junk)",
      "a5 UID SEARCH RETURN (ALL) UNSEEN OR SUBJECT zanzibar SINCE 1-Feb-2026 NOT (FROM a TO b)"})
  public String line;

  private final ParseContext context = new ParseContext(false, '/');
  private CommandBytes bytes;

  @Setup
  public void prepare() {
    bytes = CommandBytes.of(line);
  }

  @Benchmark
  public ParsedCommand parse() throws ParseException {
    return CommandParser.parse(bytes, context);
  }
}
