package org.godwit.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.godwit.account.AccountState;
import org.godwit.account.Content;
import org.godwit.account.JournalRecord;
import org.godwit.account.MailboxEntry;
import org.godwit.storage.AccountStore.Upkeep;
import org.godwit.storage.body.BodyFileWriter;
import org.godwit.storage.io.Disk;

/** Uses a store as the account's owner does, on one thread; keeps the states that a reopened store may show. */
final class StoreDriver {

  static final Path ROOT = Path.of("/data/accounts/a");
  static final StoreOptions SMALL = new StoreOptions(6000, 3000, 0.3, 4000, 800, 0, 1000);

  final AccountModel model;
  final Disk disk;
  final DiskAccountStore store;
  AccountState live;
  AccountState durable;
  /** The acknowledged state and, behind it, those that one more, two more, ... of the entries being committed lead to. */
  private final List<AccountState> possible = new ArrayList<>();

  StoreDriver(AccountModel model, Disk disk) throws IOException {
    this(model, disk, SMALL);
  }

  StoreDriver(AccountModel model, Disk disk, StoreOptions options) throws IOException {
    this(model, disk, options, DiskRoom.unlimited());
  }

  StoreDriver(AccountModel model, Disk disk, StoreOptions options, DiskRoom room) throws IOException {
    this.model = model;
    this.disk = disk;
    this.store = DiskAccountStore.open(room, disk, ROOT, "a", options, AccountModel.SUMMARIZER, () -> 2_000_000);
    this.live = store.recovered();
    this.durable = live;
    possible.add(live);
    makeResident();
  }

  void makeResident() throws IOException {
    for (MailboxEntry entry : live.mailboxesById()) {
      if (!entry.isResident()) {
        live = live.withResident(store.loadMailbox(entry.id()));
      }
    }
    durable = live;
    possible.set(0, live);
  }

  /** What a store that is opened after a crash may show. */
  List<AccountState> possible() {
    return List.copyOf(possible);
  }

  void stage(List<JournalRecord> records) {
    var placed = store.stage(records);
    for (JournalRecord record : placed) {
      live = live.apply(record);
    }
    possible.add(live);
  }

  void stage(JournalRecord... records) {
    stage(List.of(records));
  }

  void commit() throws IOException {
    var batch = store.seal();
    store.commit(batch);
    acknowledged();
  }

  void acknowledged() {
    durable = live;
    possible.clear();
    possible.add(live);
  }

  /** Commits; after a failure goes back to what is durable. @return whether it was committed */
  boolean tryCommit() throws FencedException {
    try {
      commit();
      return true;
    } catch (FencedException e) {
      throw e;
    } catch (IOException e) {
      tryDiscard();
      return false;
    }
  }

  /** Goes back to what is durable. */
  void tryDiscard() {
    store.discard();
    live = durable;
    possible.clear();
    possible.add(live);
  }

  void change(JournalRecord... records) throws IOException {
    stage(records);
    commit();
  }

  MailboxEntry mailbox(String name) {
    return live.mailbox(AccountModel.name(name)).orElseThrow();
  }

  /** Receives and adds a large message. */
  JournalRecord receiveLarge(MailboxEntry mailbox, int octets) throws IOException {
    return receiveShared(mailbox, 0, octets);
  }

  /** Receives and adds a large message whose first octets are this account's alone. */
  JournalRecord receiveShared(MailboxEntry mailbox, int head, int octets) throws IOException {
    long emailId = live.counters().nextEmailId();
    byte[] body = model.receive(emailId, octets);
    var writer = BodyFileWriter.create(new AccountFiles(disk, ROOT));
    int middle = (head + octets) / 2;
    writer.write(ByteBuffer.wrap(body, head, middle - head));
    writer.write(ByteBuffer.wrap(body, middle, octets - middle));
    String name = writer.finish();
    return model.add(live, mailbox, mailbox.counts().uidNext(), emailId, octets,
        new Content.Incoming(name, live.counters().nextBodyFile(), Arrays.copyOf(body, head), octets));
  }

  /** One step of upkeep. @return whether there was anything to do */
  boolean upkeep(boolean force) throws IOException {
    switch (store.upkeep(durable, force)) {
      case Upkeep.Nothing n -> {
        return false;
      }
      case Upkeep.Wait w -> throw new AssertionError("everything is committed");
      case Upkeep.Append append -> {
        stage(append.records());
        commit();
      }
      case Upkeep.Adopt adopt -> adopt(adopt);
    }
    return true;
  }

  void adopt(Upkeep.Adopt adopt) {
    live = adopt.change().apply(live);
    durable = live;
    possible.clear();
    possible.add(live);
  }

  /** Upkeep until nothing is left to do. */
  void upkeepAll(boolean force) throws IOException {
    for (int i = 0; upkeep(force); i++) {
      if (i > 10_000) {
        throw new AssertionError("upkeep never ends");
      }
    }
  }

  /** What is on disk, all of it read. */
  String text() throws IOException {
    return AccountModel.text(live, store);
  }
}
