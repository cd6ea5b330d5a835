package org.godwit.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.godwit.account.Content;
import org.godwit.account.JournalRecord;
import org.godwit.mail.Flags;
import org.godwit.mail.MailboxId;
import org.godwit.mail.MailboxName;
import org.godwit.mail.UidValidity;
import org.godwit.mime.MessageParser;
import org.godwit.storage.DiskAccountStore;
import org.godwit.storage.StoreOptions;
import org.godwit.storage.io.RealDisk;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Messages into an account's journal: encode, checksum, write, sync; each invocation into a new account. In /dev/shm, where a
 * sync costs nothing, unless {@code -jvmArgsAppend -Dgodwit.benchmark.directory=DIR} says where else.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 10)
@Measurement(iterations = 10)
public class JournalBenchmark {

  private static final int MESSAGES = 2048;
  private static final MailboxId INBOX = new MailboxId(1);

  /** Messages that share one commit. */
  @Param({"1", "64"})
  public int batch;

  private final byte[] message = Messages.alternatives(8192);
  private final byte[] summary = MessageParser.parse(message).encode();
  private Path root;
  private DiskAccountStore store;

  @Setup(Level.Invocation)
  public void open() throws IOException {
    Path parent = Path.of(System.getProperty("godwit.benchmark.directory",
        Files.isWritable(Path.of("/dev/shm")) ? "/dev/shm" : System.getProperty("java.io.tmpdir")));
    root = Files.createTempDirectory(parent, "godwit-benchmark");
    store = DiskAccountStore.open(new RealDisk(), root.resolve("a"), "a", StoreOptions.DEFAULTS,
        (octets, length) -> summary, System::currentTimeMillis);
    store.stage(List.of(new JournalRecord.MailboxCreated(INBOX, MailboxName.INBOX, new UidValidity(1), Set.of(), 1)));
    store.commit(store.seal());
  }

  @TearDown(Level.Invocation)
  public void remove() throws IOException {
    store.close();
    try (var files = Files.walk(root)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Benchmark
  @OperationsPerInvocation(MESSAGES)
  public int append() throws IOException {
    for (int uid = 1; uid <= MESSAGES; uid++) {
      store.stage(List.of(new JournalRecord.MessageAdded(INBOX, uid, uid + 1, Flags.NONE, uid * 4096L + 2048, 0, uid,
          new Content.Inline(message), new Content.Inline(summary))));
      if (uid % batch == 0) {
        store.commit(store.seal());
      }
    }
    return MESSAGES;
  }
}
