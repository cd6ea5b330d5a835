package org.godwit.mailbox;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.godwit.account.AccountState;
import org.godwit.cluster.Lease;
import org.godwit.account.Content;
import org.godwit.account.Extent;
import org.godwit.account.JournalRecord;
import org.godwit.account.MailboxState;
import org.godwit.mail.EncodedSummary;
import org.godwit.mail.MailboxId;
import org.godwit.mailbox.api.IncomingBody;
import org.godwit.mailbox.api.MailFiles;
import org.godwit.mailbox.api.MailReader;
import org.godwit.mailbox.api.NewMessage;
import org.godwit.storage.AccountStore;
import org.godwit.storage.DiskRoom;
import org.godwit.storage.io.FaultyDisk;

/**
 * Accounts kept in memory behind the store verticle, for tests of everything above the disk. Accounts survive being closed; a write can
 * be made to fail.
 */
public final class MemoryAccounts implements StoreParts.Opener, MailFiles {

  private final Map<String, MemoryAccount> accounts = new ConcurrentHashMap<>();
  private final Map<String, byte[]> incoming = new ConcurrentHashMap<>();
  private final AtomicInteger names = new AtomicInteger();
  private final FaultyDisk disk = new FaultyDisk(1);
  private final DiskRoom room = new DiskRoom(disk, Path.of("/"), 100);
  private volatile IOException nextCommitFails;
  private volatile boolean nextStagedMisfits;
  private volatile HeldCommit held;
  private volatile boolean evicts;

  /** A running store over memory, with one loop. */
  public static Uni<MailStore> start(Vertx vertx) {
    return new MemoryAccounts().startStore(vertx);
  }

  /** A running store over these accounts. */
  public Uni<MailStore> startStore(Vertx vertx) {
    var workers = Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory());
    var parts = new StoreParts(this, workers, new Limits(1000, 1L << 30, 255, 1000), Clock.systemUTC(),
        new ChangeFeed(), room, 50, 2, 60_000, Lease.FOREVER, DataPlace.of(Path.of("/")));
    return MailStore.start(vertx, 1, parts, this);
  }

  /** The next commit of any account fails with this. */
  public void failNextCommit(IOException failure) {
    nextCommitFails = failure;
  }

  /** So much room is left on the disk, of which 100 octets are kept back; the store notices at once if it is less. */
  void roomLeft(long octets) {
    disk.setSpace(octets, 1 << 20);
    if (octets < 100) {
      room.look();
    }
  }

  /** What any account stages next turns out not to fit its state. */
  void misfitNextStaged() {
    nextStagedMisfits = true;
  }

  /** A commit that does not end before it is let go. */
  static final class HeldCommit {
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch letGo = new CountDownLatch(1);

    void awaitBegin() throws InterruptedException {
      if (!begun.await(20, TimeUnit.SECONDS)) {
        throw new AssertionError("there was no commit");
      }
    }

    void letGo() {
      letGo.countDown();
    }

    private void hold() throws IOException {
      begun.countDown();
      try {
        if (!letGo.await(20, TimeUnit.SECONDS)) {
          throw new IOException("the commit was never let go");
        }
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }
  }

  /** The next commit of any account waits. */
  HeldCommit holdNextCommit() {
    var next = new HeldCommit();
    held = next;
    return next;
  }

  /** Reopened accounts have no mailbox in memory. */
  void evictOnClose() {
    evicts = true;
  }

  @Override
  public AccountStore open(String account) {
    var memory = accounts.computeIfAbsent(account, name -> new MemoryAccount());
    memory.open = new MemoryStore(memory);
    return memory.open;
  }

  private static final class MemoryAccount {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Map<Integer, byte[]> bodyFiles = new HashMap<>();
    private final Map<MailboxId, MailboxState> indexes = new HashMap<>();
    private AccountState state = AccountState.EMPTY;
    private AccountStore open;

    synchronized byte[] read(Extent extent) {
      if (extent.isBodyFile()) {
        return Arrays.copyOfRange(bodyFiles.get(-extent.segment()), (int) extent.offset(),
            (int) (extent.offset() + extent.length()));
      }
      return Arrays.copyOfRange(bytes.toByteArray(), (int) extent.offset(), (int) (extent.offset() + extent.length()));
    }

    synchronized byte[] summary(long position) {
      int at = (int) Extent.at(position, 0).offset();
      var all = bytes.toByteArray();
      int length = Buffer.buffer(all).getInt(at);
      return Arrays.copyOfRange(all, at + 4, at + 4 + length);
    }
  }

  private final class MemoryStore implements AccountStore {
    private final MemoryAccount account;
    private List<JournalRecord> staged = new ArrayList<>();

    MemoryStore(MemoryAccount account) {
      this.account = account;
    }

    private record MemoryBatch(List<JournalRecord> records) implements Batch {}

    @Override
    public AccountState recovered() {
      return account.state;
    }

    @Override
    public List<JournalRecord> stage(List<JournalRecord> records) {
      var placed = records.stream().map(this::place).toList();
      staged.addAll(placed);
      boolean misfits = nextStagedMisfits;
      nextStagedMisfits = false;
      return misfits ? List.of(new JournalRecord.MailboxDeleted(new MailboxId(999_999), 1)) : placed;
    }

    private JournalRecord place(JournalRecord record) {
      if (!(record instanceof JournalRecord.MessageAdded r)) {
        return record;
      }
      return new JournalRecord.MessageAdded(r.mailbox(), r.uid(), r.modSeq(), r.flags(), r.internalDate(), r.saveDate(),
          r.emailId(), new Content.Stored(placeBody(r.body())), new Content.Stored(placeSummary(r.summary())));
    }

    private Extent placeBody(Content content) {
      synchronized (account) {
        if (content instanceof Content.Incoming file) {
          account.bodyFiles.put(file.bodyFile(), Buffer.buffer(file.head()).appendBytes(incoming.remove(file.name())).getBytes());
          return Extent.ofBodyFile(file.bodyFile(), file.length());
        }
        var octets = ((Content.Inline) content).bytes();
        int at = account.bytes.size();
        account.bytes.writeBytes(octets);
        return new Extent(0, at, octets.length);
      }
    }

    private Extent placeSummary(Content content) {
      synchronized (account) {
        var octets = ((Content.Inline) content).bytes();
        int at = account.bytes.size();
        account.bytes.writeBytes(Buffer.buffer().appendInt(octets.length).getBytes());
        account.bytes.writeBytes(octets);
        return new Extent(0, at, octets.length + 4);
      }
    }

    @Override
    public boolean hasStaged() {
      return !staged.isEmpty();
    }

    @Override
    public Batch seal() {
      var batch = new MemoryBatch(List.copyOf(staged));
      staged = new ArrayList<>();
      return batch;
    }

    @Override
    public void commit(Batch batch) throws IOException {
      var failure = nextCommitFails;
      nextCommitFails = null;
      if (failure != null) {
        throw failure;
      }
      var hold = held;
      held = null;
      if (hold != null) {
        hold.hold();
      }
      for (JournalRecord record : ((MemoryBatch) batch).records) {
        for (MailboxId id : record.residents()) {
          var index = account.indexes.get(id);
          if (index != null && !account.state.mailbox(id).orElseThrow().isResident()) {
            account.state = account.state.withResident(index);
          }
        }
        account.state = account.state.apply(record);
      }
    }

    @Override
    public void discard() {
      staged.clear();
    }

    @Override
    public MailboxState loadMailbox(MailboxId mailbox) throws IOException {
      var state = account.indexes.get(mailbox);
      if (state == null) {
        throw new IOException("no index of " + mailbox);
      }
      return state;
    }

    @Override
    public Upkeep upkeep(AccountState durable, boolean force) {
      if (force) {
        durable.mailboxes().stream().filter(entry -> entry.isResident())
            .forEach(entry -> account.indexes.put(entry.id(), entry.messages()));
      }
      return new Upkeep.Nothing();
    }

    @Override
    public void close() {
      if (evicts) {
        account.state.mailboxes().forEach(entry -> account.state = account.state.evict(entry.id()));
      }
    }
  }

  // --- files ---

  @Override
  public Uni<IncomingBody> receive(String account) {
    return Uni.createFrom().item(new IncomingBody() {
      private final Buffer octets = Buffer.buffer();

      @Override
      public Uni<Void> write(Buffer more) {
        octets.appendBuffer(more);
        return Uni.createFrom().voidItem();
      }

      @Override
      public Uni<NewMessage.Received> finish() {
        var name = "incoming-" + names.incrementAndGet();
        incoming.put(name, octets.getBytes());
        return Uni.createFrom().item(new NewMessage.Received(name, octets.length()));
      }

      @Override
      public void abort() {
        // nothing is kept before finish
      }
    });
  }

  @Override
  public Uni<NewMessage.Received> share(String from, NewMessage.Received body, String to) {
    var name = "incoming-" + names.incrementAndGet();
    incoming.put(name, incoming.get(body.name()));
    return Uni.createFrom().item(new NewMessage.Received(name, body.length()));
  }

  @Override
  public MailReader reader(String account) {
    var memory = accounts.get(account);
    return new MailReader() {
      @Override
      public boolean isWholeNow(Extent body) {
        return true;
      }

      @Override
      public Uni<Void> verify(Extent body) {
        return Uni.createFrom().voidItem();
      }

      @Override
      public Uni<Buffer> read(Extent extent) {
        return Uni.createFrom().item(() -> readNow(extent));
      }

      @Override
      public Buffer readNow(Extent extent) {
        return Buffer.buffer(memory.read(extent));
      }

      @Override
      public boolean readNow(Extent extent, byte[] target) {
        var octets = readNow(extent);
        if (octets != null) {
          octets.getBytes(target);
        }
        return octets != null;
      }

      @Override
      public Uni<List<EncodedSummary>> summaries(MailboxState messages, int[] indexes) {
        return Uni.createFrom().item(() -> summariesNow(messages, indexes));
      }

      @Override
      public List<EncodedSummary> summariesNow(MailboxState messages, int[] indexes) {
        return Arrays.stream(indexes).mapToObj(i -> EncodedSummary.of(memory.summary(messages.summary(i)))).toList();
      }
    };
  }
}
