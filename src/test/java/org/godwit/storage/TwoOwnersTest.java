package org.godwit.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.godwit.account.JournalRecord;
import org.godwit.mail.UidSet;
import org.godwit.storage.io.FaultyDisk;
import org.godwit.storage.io.SteppedDisk;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Several who believe that they own one account, each stopped for any time between any two operations on the disk. However
 * they interleave, all that was acknowledged to anybody is one history.
 */
class TwoOwnersTest {

  private static final long SECONDS_MAX = 60;

  /** One message that somebody was told is safe. */
  private record Acknowledged(int uid, int hash) {}

  /** One owner's thread, which takes a step when it is allowed to. */
  private static final class Owner implements Runnable {
    private final Semaphore go = new Semaphore(0);
    private final Semaphore stopped = new Semaphore(0);
    private final FaultyDisk disk;
    private final long seed;
    private final List<Acknowledged> acknowledged;
    private volatile boolean done;
    private volatile Throwable failure;
    private int fenced;

    Owner(FaultyDisk disk, long seed, List<Acknowledged> acknowledged) {
      this.disk = disk;
      this.seed = seed;
      this.acknowledged = acknowledged;
    }

    private void gate() {
      stopped.release();
      try {
        if (!go.tryAcquire(SECONDS_MAX, TimeUnit.SECONDS)) {
          throw new AssertionError("never allowed to go on");
        }
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public void run() {
      try {
        gate();
        for (int life = 0; life < 4; life++) {
          live(life);
        }
      } catch (Throwable e) {
        failure = e;
      } finally {
        done = true;
        stopped.release();
      }
    }

    private void live(int life) throws IOException {
      var model = new AccountModel(seed * 100 + life);
      DiskAccountStore store = null;
      try {
        store = DiskAccountStore.open(new SteppedDisk(disk, this::gate), StoreDriver.ROOT, "a", StoreDriver.SMALL,
            AccountModel.SUMMARIZER, () -> 2_000_000);
        work(model, store);
      } catch (FencedException e) {
        fenced++;
      } catch (FileAlreadyExistsException e) {
        // somebody stale began a segment with our number: told NO
      } finally {
        if (store != null) {
          store.close();
        }
      }
    }

    private void work(AccountModel model, DiskAccountStore store) throws IOException {
      var state = store.recovered();
      if (state.mailbox(AccountModel.name("INBOX")).isEmpty()) {
        state = changed(store, state, model.create(state, "INBOX"));
      }
      for (int i = 0; i < 12; i++) {
        var id = state.mailbox(AccountModel.name("INBOX")).orElseThrow().id();
        if (!state.mailbox(id).orElseThrow().isResident()) {
          state = state.withResident(store.loadMailbox(id));
        }
        var inbox = state.mailbox(id).orElseThrow();
        var added = (JournalRecord.MessageAdded) model.add(state, inbox, 400 + (int) seed);
        byte[] body = ((org.godwit.account.Content.Inline) added.body()).bytes();
        state = changed(store, state, added);
        acknowledged.add(new Acknowledged(added.uid(), java.util.Arrays.hashCode(body)));
        if (i % 4 == 3) {
          // a message nobody was told about may go: makes work for compaction
          var spare = (JournalRecord.MessageAdded) model.add(state, state.mailbox(id).orElseThrow(), 900);
          state = changed(store, state, spare);
          state = changed(store, state,
              new JournalRecord.MessagesExpunged(id, UidSet.of(spare.uid()), state.counters().modSeq() + 1));
        }
        state = upkeep(store, state, i % 5 == 4);
      }
    }

    private static org.godwit.account.AccountState changed(DiskAccountStore store, org.godwit.account.AccountState state,
        JournalRecord... records) throws IOException {
      var next = state;
      for (JournalRecord record : store.stage(List.of(records))) {
        next = next.apply(record);
      }
      store.commit(store.seal());
      return next;
    }

    private static org.godwit.account.AccountState upkeep(DiskAccountStore store, org.godwit.account.AccountState state,
        boolean force) throws IOException {
      return switch (store.upkeep(state, force)) {
        case AccountStore.Upkeep.Nothing n -> state;
        case AccountStore.Upkeep.Wait w -> state;
        case AccountStore.Upkeep.Append append -> changed(store, state, append.records().toArray(JournalRecord[]::new));
        case AccountStore.Upkeep.Adopt adopt -> adopt.change().apply(state);
      };
    }
  }

  /** Many more with {@code -Dgodwit.owners.seeds=1000}. */
  static LongStream seeds() {
    return LongStream.rangeClosed(1, Integer.getInteger("godwit.owners.seeds", 16));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whateverIsAcknowledgedIsOneHistory(long seed) throws Exception {
    var random = new Random(seed);
    var disk = new FaultyDisk(seed);
    var acknowledged = Collections.synchronizedList(new ArrayList<Acknowledged>());
    var owners = new ArrayList<Owner>();
    for (int i = 0; i < 3; i++) {
      owners.add(new Owner(disk, seed * 10 + i, acknowledged));
      Thread.ofPlatform().daemon().start(owners.getLast());
    }
    for (Owner owner : owners) {
      awaitStop(owner);
    }
    interleave(owners, random);
    for (Owner owner : owners) {
      assertThat(owner.failure).isNull();
    }
    checkHistory(disk, acknowledged, seed);
    if (seed % 2 == 0) {
      checkHistory(disk.afterPowerCut(seed), acknowledged, seed);
    }
    assertThat(owners.stream().mapToInt(owner -> owner.fenced).sum()).as("owners that were fenced").isPositive();
  }

  private static void awaitStop(Owner owner) throws InterruptedException {
    assertThat(owner.stopped.tryAcquire(SECONDS_MAX, TimeUnit.SECONDS)).isTrue();
  }

  /** Lets one go on for a few steps, then another: long pauses are what hurts. */
  private static void interleave(List<Owner> owners, Random random) throws InterruptedException {
    var running = new ArrayList<>(owners);
    while (!running.isEmpty()) {
      var owner = running.get(random.nextInt(running.size()));
      int steps = random.nextInt(4) == 0 ? 1 + random.nextInt(200) : 1 + random.nextInt(12);
      while (steps-- > 0 && !owner.done) {
        owner.go.release();
        awaitStop(owner);
      }
      running.removeIf(each -> each.done);
    }
  }

  private static void checkHistory(FaultyDisk disk, List<Acknowledged> acknowledged, long seed) throws IOException {
    var store = DiskAccountStore.open(disk, StoreDriver.ROOT, "a", StoreDriver.SMALL, AccountModel.SUMMARIZER, () -> 0);
    var state = store.recovered();
    var inbox = state.mailbox(AccountModel.name("INBOX")).orElseThrow();
    var messages = inbox.isResident() ? inbox.messages() : store.loadMailbox(inbox.id());
    var found = new TreeMap<Integer, Integer>();
    for (int i = 0; i < messages.size(); i++) {
      found.put(messages.uid(i), java.util.Arrays.hashCode(store.reader().read(messages.body(i))));
    }
    assertThat(acknowledged).as("no UID given twice, seed " + seed).extracting(Acknowledged::uid).doesNotHaveDuplicates();
    for (Acknowledged each : acknowledged) {
      assertThat(found).as("seed " + seed).containsEntry(each.uid, each.hash);
    }
    assertThat(StoreCheck.check(disk, StoreDriver.ROOT).findings()).as("seed " + seed).isEmpty();
    store.close();
  }
}
