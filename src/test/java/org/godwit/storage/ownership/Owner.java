package org.godwit.storage.ownership;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.godwit.account.AccountState;
import org.godwit.account.Content;
import org.godwit.account.JournalRecord;
import org.godwit.account.JournalRecord.MessageAdded;
import org.godwit.account.MailboxEntry;
import org.godwit.mail.MailboxName;
import org.godwit.mail.UidSet;
import org.godwit.storage.AccountFiles;
import org.godwit.storage.AccountModel;
import org.godwit.storage.AccountStore.Upkeep;
import org.godwit.storage.DiskAccountStore;
import org.godwit.storage.FencedException;
import org.godwit.storage.StoreOptions;
import org.godwit.storage.body.BodyFileWriter;
import org.godwit.storage.io.Disk;

/** Somebody who believes that he owns the account: what scripts have him do, in terms of the real store. */
final class Owner {

  static final Path ROOT = Path.of("/a");
  static final long NOW_MS = 2_000_000;
  /** Everything happens soon: segments of a few messages, compaction of a few kilobytes, no respite for retired files. */
  static final StoreOptions OPTIONS = new StoreOptions(6000, 1 << 20, 0.3, 4000, 2000, 0, 1000);
  private static final MailboxName INBOX = AccountModel.name("INBOX");

  private final OwnerDisk steps;
  private final Disk disk;
  private final History history;
  private final AccountModel model;
  private final Consumer<String> log;
  private DiskAccountStore store;
  private AccountState state;

  /**
   * @param steps this owner's way to the disk
   * @param disk the same, or something on top of it that makes the owner careless
   */
  Owner(int number, OwnerDisk steps, Disk disk, History history, Consumer<String> log) {
    this.steps = steps;
    this.disk = disk;
    this.history = history;
    this.model = new AccountModel(number + 1);
    this.log = log;
  }

  /** Runs a script; once fenced, nothing more of it, but one more try to be acknowledged. */
  void run(Script script) throws IOException {
    try {
      script.run(this);
    } catch (FencedException e) {
      log.accept("fenced");
      tryAgain();
    } finally {
      close();
    }
  }

  private void tryAgain() throws IOException {
    if (store != null) {
      try {
        store.stage(List.of(new JournalRecord.SubscriptionChanged(INBOX, true)));
        store.commit(store.seal());
        throw new AssertionError("acknowledged after it was fenced");
      } catch (FencedException e) {
        // as it must be
      } catch (IOException e) {
        // nor is this an acknowledgement
      }
    }
  }

  // --- what scripts say ---

  void open() throws IOException {
    store = DiskAccountStore.open(disk, ROOT, "a", OPTIONS, AccountModel.SUMMARIZER, () -> NOW_MS);
    state = store.recovered();
    var inbox = state.mailbox(INBOX);
    if (inbox.isPresent() && !inbox.get().isResident()) {
      state = state.withResident(store.loadMailbox(inbox.get().id()));
    }
    history.seen(state);
    log.accept("opened at " + state.counters().modSeq());
    for (boolean there = inbox.isPresent(); !there;) {
      there = change(List.of(model.create(state, "INBOX")));
    }
  }

  void close() {
    if (store != null) {
      store.close();
      store = null;
    }
  }

  /** Adds a message. @return whether it was acknowledged */
  boolean append(int octets) throws IOException {
    return add(List.of((MessageAdded) model.add(state, inbox(), octets)));
  }

  /** Adds two messages in one entry. */
  void appendTwo(int octets) throws IOException {
    var inbox = inbox();
    int uid = inbox.counts().uidNext();
    long emailId = state.counters().nextEmailId();
    add(List.of((MessageAdded) model.add(state, inbox, uid, emailId, octets, null),
        (MessageAdded) model.add(state, inbox, uid + 1, emailId + 1, octets, null)));
  }

  /** Receives a message into a file of its own and adds it. @param head octets in front that are only this account's */
  void appendLarge(int octets, int head) throws IOException {
    long emailId = state.counters().nextEmailId();
    byte[] body = model.receive(emailId, octets);
    var writer = BodyFileWriter.create(new AccountFiles(disk, ROOT));
    writer.write(ByteBuffer.wrap(body, head, octets - head));
    var content = new Content.Incoming(writer.finish(), state.counters().nextBodyFile(), Arrays.copyOf(body, head), octets);
    var inbox = inbox();
    var added = (MessageAdded) model.add(state, inbox, inbox.counts().uidNext(), emailId, octets, content);
    history.attempted(History.message(added.internalDate(), added.saveDate()), body);
    acknowledgeIf(change(List.of(added)), List.of(added));
  }

  private boolean add(List<MessageAdded> messages) throws IOException {
    var dates = new ArrayList<Long>();
    for (MessageAdded added : messages) {
      dates.add(History.message(added.internalDate(), added.saveDate()));
      history.attempted(dates.getLast(), ((Content.Inline) added.body()).bytes());
    }
    history.attemptedTogether(dates);
    boolean done = change(List.copyOf(messages));
    acknowledgeIf(done, messages);
    return done;
  }

  private void acknowledgeIf(boolean done, List<MessageAdded> messages) {
    if (done) {
      messages.forEach(added -> history.acknowledged(added.uid()));
      history.seen(state);
      log.accept("acknowledged " + messages.stream().map(MessageAdded::uid).toList());
    }
  }

  /** Expunges the message at an index. @return whether there was one */
  boolean expunge(int index) throws IOException {
    var inbox = inbox();
    boolean there = index < inbox.messages().size();
    if (there) {
      int uid = inbox.messages().uid(index);
      history.expungeTried(uid);
      if (change(List.of(new JournalRecord.MessagesExpunged(inbox.id(), UidSet.of(uid), state.counters().modSeq() + 1)))) {
        history.expunged(uid);
      }
    }
    return there;
  }

  /** Changes something that no mailbox's index has. */
  void subscribe() throws IOException {
    change(List.of(new JournalRecord.SubscriptionChanged(INBOX, true)));
  }

  void checkpoint() throws IOException {
    upkeep(true);
  }

  /** Checkpoints and compacts until nothing is left to do. */
  void upkeepAll() throws IOException {
    while (upkeep(false)) {
      // one more step
    }
  }

  /** Its next commits fail although everybody can read what they wrote. */
  void failSyncs(int count) {
    steps.failSyncs(count);
  }

  // --- how ---

  private MailboxEntry inbox() {
    return state.mailbox(INBOX).orElseThrow();
  }

  private boolean change(List<JournalRecord> records) throws FencedException {
    var next = state;
    for (JournalRecord record : store.stage(records)) {
      next = next.apply(record);
    }
    try {
      store.commit(store.seal());
    } catch (FencedException e) {
      throw e;
    } catch (IOException e) {
      log.accept("told NO: " + e.getMessage());
      store.discard();
      return false;
    }
    state = next;
    return true;
  }

  private boolean upkeep(boolean force) throws IOException {
    return switch (store.upkeep(state, force)) {
      case Upkeep.Nothing n -> false;
      case Upkeep.Wait w -> false;
      case Upkeep.Append append -> change(append.records());
      case Upkeep.Adopt adopt -> {
        state = adopt.change().apply(state);
        yield true;
      }
    };
  }
}
