package org.godwit.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.godwit.account.JournalRecord.FlagsMode;
import org.godwit.account.MailboxEntry;
import org.godwit.mail.Flags;
import org.godwit.mail.MailboxId;
import org.godwit.mail.MailboxName;
import org.godwit.mail.UidSet;
import org.godwit.mailbox.api.MailboxFailure;
import org.godwit.mailbox.api.MailboxFailure.Kind;
import org.godwit.mailbox.api.MailboxReply;
import org.godwit.mailbox.api.MailboxRequest;
import org.godwit.mailbox.api.NewMessage;
import org.godwit.storage.io.DiskException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MailStoreTest {

  private static final String ACCOUNT = "anna";
  private static final MailboxName WORK = MailboxName.of("Work");

  private Vertx vertx = Vertx.vertx();
  private final MemoryAccounts accounts = new MemoryAccounts();
  private MailStore store;

  @BeforeEach
  void start() {
    store = accounts.startStore(vertx).await().atMost(Duration.ofSeconds(20));
  }

  @AfterEach
  void stop() {
    store.stop().await().atMost(Duration.ofSeconds(20));
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private <R extends MailboxReply> R ask(MailboxRequest<R> request) {
    return store.client().send(request).await().atMost(Duration.ofSeconds(20));
  }

  private void refused(MailboxRequest<?> request, Kind kind) {
    assertThatThrownBy(() -> ask(request)).isInstanceOfSatisfying(MailboxFailure.class,
        failure -> assertThat(failure.kind()).isEqualTo(kind));
  }

  private static NewMessage message(String text) {
    return new NewMessage(new NewMessage.Small(text.getBytes()), new byte[] {1}, Flags.NONE, Optional.empty(), 0);
  }

  private MailboxReply.Appended append(MailboxName mailbox, String... texts) {
    return ask(new MailboxRequest.Append(ACCOUNT, mailbox,
        java.util.Arrays.stream(texts).map(MailStoreTest::message).toList(), Optional.empty()));
  }

  private MailboxReply.Selected select(MailboxName mailbox, boolean takeRecent) {
    return ask(new MailboxRequest.Select(ACCOUNT, mailbox, takeRecent));
  }

  private MailboxEntry create(MailboxName name) {
    return ask(new MailboxRequest.Create(ACCOUNT, name, Set.of())).mailbox();
  }

  @Test
  void aNewAccountHasItsInboxSubscribed() {
    var state = ask(new MailboxRequest.Catalogue(ACCOUNT)).state();

    assertThat(state.mailboxes()).extracting(MailboxEntry::name).containsExactly(MailboxName.INBOX);
    assertThat(state.subscriptions()).containsExactly(MailboxName.INBOX);
  }

  /** A thousand messages are copied until there are 16,000; then requests come all at once and are answered as if one after the other. */
  @Test
  void requestsAboutThousandsOfMessagesKeepTheirOrderWithAllOthers() {
    append(MailboxName.INBOX, IntStream.range(0, 1000).mapToObj(i -> "m" + i).toArray(String[]::new));
    var inbox = select(MailboxName.INBOX, false).mailbox().id();
    for (int count = 1000; count < 16_000; count *= 2) {
      ask(new MailboxRequest.Copy(ACCOUNT, inbox, UidSet.range(1, count), MailboxName.INBOX, false));
    }
    var seen = Flags.ofSystem(Flags.SEEN);
    var deleted = Flags.ofSystem(Flags.DELETED);
    var all = UidSet.range(1, 16_000);
    var marked = store.client().send(new MailboxRequest.Store(ACCOUNT, inbox, all, FlagsMode.ADD, seen, Long.MAX_VALUE))
        .subscribeAsCompletionStage();
    var small = store.client().send(new MailboxRequest.Store(ACCOUNT, inbox, UidSet.of(5), FlagsMode.REMOVE, seen,
        Long.MAX_VALUE)).subscribeAsCompletionStage();
    var dead = store.client().send(new MailboxRequest.Store(ACCOUNT, inbox, UidSet.range(1, 10_000), FlagsMode.ADD, deleted,
        Long.MAX_VALUE)).subscribeAsCompletionStage();
    var gone = store.client().send(new MailboxRequest.Expunge(ACCOUNT, inbox, all)).subscribeAsCompletionStage();
    var last = store.client().send(new MailboxRequest.Store(ACCOUNT, inbox, UidSet.of(10_001), FlagsMode.REPLACE, Flags.NONE,
        Long.MAX_VALUE)).subscribeAsCompletionStage();

    // of those that are expunged by the time of an answer nothing is told
    assertThat(marked.join().changed().contains(16_000)).isTrue();
    assertThat(List.of(small, dead)).allSatisfy(stored -> assertThat(stored.join().modified().isEmpty()).isTrue());
    assertThat(gone.join().uids()).isEqualTo(UidSet.range(1, 10_000));
    var messages = last.join().messages();
    assertThat(messages.size()).isEqualTo(6000);
    assertThat(messages.counts().unseen()).isEqualTo(1);
    assertThat(messages.highestModSeq()).isEqualTo(select(MailboxName.INBOX, false).messages().highestModSeq());
  }

  @Test
  void appendedMessagesGetAscendingUidsAndCanBeRead() {
    assertThat(append(MailboxName.INBOX, "one", "two").uids()).isEqualTo(UidSet.range(1, 2));
    assertThat(append(MailboxName.INBOX, "three").uids()).isEqualTo(UidSet.of(3));

    var messages = select(MailboxName.INBOX, false).messages();
    assertThat(messages.size()).isEqualTo(3);
    var reader = store.client().reader(ACCOUNT);
    assertThat(reader.readNow(messages.body(1)).toString()).isEqualTo("two");
    assertThat(messages.counts().unseen()).isEqualTo(3);
  }

  @Test
  void recentIsGivenOnce() {
    append(MailboxName.INBOX, "one", "two");

    assertThat(select(MailboxName.INBOX, false).recentFrom()).isEqualTo(3);
    assertThat(select(MailboxName.INBOX, true).recentFrom()).isEqualTo(1);
    assertThat(select(MailboxName.INBOX, true).recentFrom()).isEqualTo(3);
    append(MailboxName.INBOX, "three");
    assertThat(select(MailboxName.INBOX, true).recentFrom()).isEqualTo(3);
    assertThat(select(MailboxName.INBOX, true).recentFrom()).isEqualTo(4);
  }

  @Test
  void whatIsNotOnDiskYetIsRecentForTheSessionThatIsShownItFirst() throws Exception {
    append(MailboxName.INBOX, "one");
    var commit = accounts.holdNextCommit();
    var appended = store.client().send(new MailboxRequest.Append(ACCOUNT, MailboxName.INBOX, List.of(message("two")),
        Optional.empty())).subscribeAsCompletionStage();
    commit.awaitBegin();

    var early = select(MailboxName.INBOX, true);
    commit.letGo();
    appended.get(20, TimeUnit.SECONDS);
    var late = select(MailboxName.INBOX, true);

    assertThat(early.messages().size()).isEqualTo(1);
    assertThat(early.recentFrom()).isEqualTo(1);
    assertThat(late.messages().size()).isEqualTo(2);
    assertThat(late.recentFrom()).isEqualTo(2);
    assertThat(select(MailboxName.INBOX, true).recentFrom()).isEqualTo(3);
  }

  @Test
  void whatIsStagedWhileACommitRunsIsNewsWhenItIsOnDiskItself() throws Exception {
    var news = new LinkedBlockingQueue<String>();
    append(MailboxName.INBOX, "one");
    var inbox = select(MailboxName.INBOX, false).mailbox().id();
    var watching = new CompletableFuture<Void>();
    var context = vertx.getOrCreateContext();
    context.runOnContext(ignored -> {
      store.client().watch(ACCOUNT, inbox, () -> news.add("news"));
      watching.complete(null);
    });
    watching.get(20, TimeUnit.SECONDS);
    var commit = accounts.holdNextCommit();
    var two = store.client().send(new MailboxRequest.Append(ACCOUNT, MailboxName.INBOX, List.of(message("two")),
        Optional.empty())).subscribeAsCompletionStage();
    commit.awaitBegin();
    var three = store.client().send(new MailboxRequest.Append(ACCOUNT, MailboxName.INBOX, List.of(message("three")),
        Optional.empty())).subscribeAsCompletionStage();
    select(MailboxName.INBOX, false); // answered behind that one, which is staged now
    var next = accounts.holdNextCommit();
    commit.letGo();
    two.get(20, TimeUnit.SECONDS);
    assertThat(news.poll(20, TimeUnit.SECONDS)).isNotNull();

    next.letGo();
    three.get(20, TimeUnit.SECONDS);
    assertThat(news.poll(20, TimeUnit.SECONDS)).isNotNull();
  }

  @Test
  void aFailedWriteChangesNothingAndTheNextSucceeds() {
    append(MailboxName.INBOX, "one");
    accounts.failNextCommit(new DiskException(DiskException.Kind.FULL, "injected", null));

    refused(new MailboxRequest.Append(ACCOUNT, MailboxName.INBOX, List.of(message("lost")), Optional.empty()),
        Kind.OVERQUOTA);

    assertThat(select(MailboxName.INBOX, false).messages().size()).isEqualTo(1);
    assertThat(append(MailboxName.INBOX, "two").uids()).isEqualTo(UidSet.of(2));
  }

  @Test
  void whatCannotBeAppliedNeverReachesTheDiskAndTheAccountIsOpenedAnew() throws Exception {
    append(MailboxName.INBOX, "one");
    var commit = accounts.holdNextCommit();
    var two = store.client().send(append("two")).subscribeAsCompletionStage();
    commit.awaitBegin();
    var three = store.client().send(append("three")).subscribeAsCompletionStage();
    select(MailboxName.INBOX, false); // answered behind that one, which is staged now
    accounts.misfitNextStaged();
    var four = store.client().send(append("four")).subscribeAsCompletionStage();
    var five = store.client().send(append("five")).subscribeAsCompletionStage();
    commit.letGo();

    assertThat(two.get(20, TimeUnit.SECONDS).uids()).isEqualTo(UidSet.of(2));
    assertThat(List.of(three, four)).allSatisfy(lost -> assertThatThrownBy(() -> lost.get(20, TimeUnit.SECONDS))
        .cause().isInstanceOfSatisfying(MailboxFailure.class, e -> assertThat(e.kind()).isEqualTo(Kind.SERVERBUG)));
    assertThat(five.get(20, TimeUnit.SECONDS).uids()).isEqualTo(UidSet.of(3));
    assertThat(select(MailboxName.INBOX, false).messages().size()).isEqualTo(3);
  }

  private static MailboxRequest.Append append(String text) {
    return new MailboxRequest.Append(ACCOUNT, MailboxName.INBOX, List.of(message(text)), Optional.empty());
  }

  @Test
  void whatRoomIsKeptIsForEverythingButMail() {
    append(MailboxName.INBOX, "one", "two");
    var inbox = select(MailboxName.INBOX, false).mailbox().id();
    accounts.roomLeft(99);

    refused(new MailboxRequest.Append(ACCOUNT, MailboxName.INBOX, List.of(message("no room")), Optional.empty()),
        Kind.OVERQUOTA);
    ask(new MailboxRequest.Store(ACCOUNT, inbox, UidSet.of(1), FlagsMode.ADD, Flags.ofSystem(Flags.DELETED), Long.MAX_VALUE));
    assertThat(ask(new MailboxRequest.Expunge(ACCOUNT, inbox, UidSet.of(1))).uids()).isEqualTo(UidSet.of(1));
    create(WORK);

    accounts.roomLeft(100);
    assertThat(append(MailboxName.INBOX, "three").uids()).isEqualTo(UidSet.of(3));
  }

  @Test
  void copyAndMoveKeepFlagsAndTellUids() {
    var inbox = ask(new MailboxRequest.Catalogue(ACCOUNT)).state().mailbox(MailboxName.INBOX).orElseThrow().id();
    append(MailboxName.INBOX, "one", "two", "three");
    create(WORK);
    ask(new MailboxRequest.Store(ACCOUNT, inbox, UidSet.of(2), FlagsMode.ADD,
        new Flags(Flags.SEEN, List.of("$Work")), Long.MAX_VALUE));

    var copied = ask(new MailboxRequest.Copy(ACCOUNT, inbox, UidSet.range(2, 9), WORK, false));
    var moved = ask(new MailboxRequest.Copy(ACCOUNT, inbox, UidSet.of(2), WORK, true));

    assertThat(copied.from()).isEqualTo(UidSet.range(2, 3));
    assertThat(copied.to()).isEqualTo(UidSet.range(1, 2));
    assertThat(moved.to()).isEqualTo(UidSet.of(3));
    var work = select(WORK, false).messages();
    assertThat(work.flags(2)).isEqualTo(new Flags(Flags.SEEN, List.of("$Work")));
    assertThat(work.emailId(0)).isEqualTo(work.emailId(2));
    var left = select(MailboxName.INBOX, false).messages();
    assertThat(left.size()).isEqualTo(2);
    assertThat(left.vanished().since(0)).isEqualTo(UidSet.of(2));
  }

  @Test
  void storeUnchangedSinceNamesWhatChangedTooRecently() {
    append(MailboxName.INBOX, "one", "two");
    var inbox = select(MailboxName.INBOX, false).mailbox();
    long before = inbox.counts().highestModSeq();
    ask(new MailboxRequest.Store(ACCOUNT, inbox.id(), UidSet.of(1), FlagsMode.ADD, Flags.ofSystem(Flags.SEEN),
        Long.MAX_VALUE));

    var stored = ask(new MailboxRequest.Store(ACCOUNT, inbox.id(), UidSet.range(1, 2), FlagsMode.ADD,
        Flags.ofSystem(Flags.FLAGGED), before));

    assertThat(stored.modified()).isEqualTo(UidSet.of(1));
    assertThat(stored.changed()).isEqualTo(UidSet.of(2));
    assertThat(stored.messages().modSeq(1)).isEqualTo(stored.modSeq());
  }

  @Test
  void whatIsExceptedFromUnchangedSinceIsSoUpToAModificationSequence() {
    append(MailboxName.INBOX, "one", "two");
    var inbox = select(MailboxName.INBOX, false).mailbox();
    long before = inbox.counts().highestModSeq();
    var flagged = ask(new MailboxRequest.Store(ACCOUNT, inbox.id(), UidSet.range(1, 2), FlagsMode.ADD, Flags.ofSystem(Flags.FLAGGED),
        before));
    ask(new MailboxRequest.Store(ACCOUNT, inbox.id(), UidSet.of(2), FlagsMode.ADD, Flags.ofSystem(Flags.DRAFT), Long.MAX_VALUE));

    var stored = ask(new MailboxRequest.Store(ACCOUNT, inbox.id(), UidSet.range(1, 2), FlagsMode.ADD, Flags.ofSystem(Flags.SEEN),
        new MailboxRequest.Unchanged(before, UidSet.range(1, 2), flagged.modSeq())));

    assertThat(stored.changed()).isEqualTo(UidSet.of(1));
    assertThat(stored.modified()).isEqualTo(UidSet.of(2));
  }

  @Test
  void aMailboxCreatedAgainHasANewUidValidity() {
    var first = create(WORK);
    ask(new MailboxRequest.Delete(ACCOUNT, WORK));
    var second = create(WORK);

    assertThat(second.uidValidity().value()).isGreaterThan(first.uidValidity().value());
    assertThat(second.id()).isNotEqualTo(first.id());
    refused(new MailboxRequest.Sync(ACCOUNT, first.id(), false), Kind.NONEXISTENT);
  }

  @Test
  void renamingInboxGivesItsMessagesAway() {
    append(MailboxName.INBOX, "one", "two");
    ask(new MailboxRequest.Rename(ACCOUNT, MailboxName.INBOX, WORK));

    assertThat(select(WORK, false).messages().size()).isEqualTo(2);
    assertThat(select(MailboxName.INBOX, false).messages().size()).isZero();
  }

  @Test
  void renameTakesWhatIsBelowAlong() {
    create(WORK);
    create(WORK.child("a"));
    var to = MailboxName.of("Old", "Work");
    refused(new MailboxRequest.Rename(ACCOUNT, WORK, WORK.child("b")), Kind.CANNOT);
    ask(new MailboxRequest.Rename(ACCOUNT, WORK, to));

    var state = ask(new MailboxRequest.Catalogue(ACCOUNT)).state();
    assertThat(state.mailbox(to.child("a"))).isPresent();
    assertThat(state.mailbox(WORK.child("a"))).isEmpty();
  }

  @Test
  void watchersHearOfChanges() throws InterruptedException {
    var inbox = select(MailboxName.INBOX, false).mailbox().id();
    var heard = new CountDownLatch(1);
    var watch = new AtomicReference<org.godwit.mailbox.api.MailboxClient.Watch>();
    vertx.runOnContext(none -> {
      watch.set(store.client().watch(ACCOUNT, inbox, heard::countDown));
      append2();
    });

    assertThat(heard.await(20, TimeUnit.SECONDS)).isTrue();
    watch.get().end();
  }

  private void append2() {
    store.client().send(new MailboxRequest.Append(ACCOUNT, MailboxName.INBOX, List.of(message("x")), Optional.empty()))
        .subscribe().with(done -> { }, Throwable::printStackTrace);
  }

  @Test
  void mailboxesOutOfMemoryAreLoadedWhenNeeded() {
    accounts.evictOnClose();
    append(MailboxName.INBOX, "one");
    create(WORK);
    stop();
    vertx = Vertx.vertx();
    start();

    assertThat(select(MailboxName.INBOX, false).messages().size()).isEqualTo(1);
    assertThat(append(WORK, "two").uids()).isEqualTo(UidSet.of(1));
  }

  @Test
  void removedMessagesGoWhateverTheirFlags() {
    append(MailboxName.INBOX, "one", "two", "three");
    var inbox = select(MailboxName.INBOX, false).mailbox();
    var removed = ask(new MailboxRequest.Remove(ACCOUNT, inbox.id(), UidSet.of(1).union(UidSet.range(3, 9))));
    assertThat(removed.uids()).isEqualTo(UidSet.of(1).union(UidSet.of(3)));
    assertThat(select(MailboxName.INBOX, false).messages().size()).isEqualTo(1);
    assertThat(ask(new MailboxRequest.Remove(ACCOUNT, inbox.id(), UidSet.of(1))).uids()).isEqualTo(UidSet.EMPTY);
  }

  @Test
  void aMaildropHasOneHolder() {
    var claim = store.maildrops().claim(ACCOUNT).await().indefinitely().orElseThrow();
    assertThat(store.maildrops().claim(ACCOUNT).await().indefinitely()).isEmpty();
    assertThat(store.maildrops().claim("berta").await().indefinitely()).isPresent();
    claim.end();
    var next = store.maildrops().claim(ACCOUNT).await().indefinitely();
    assertThat(next).isPresent();
    // whoever had it before cannot end the claim of the next
    claim.end();
    assertThat(store.maildrops().claim(ACCOUNT).await().indefinitely()).isEmpty();
  }

  @Test
  void aMessageCollectsKeywordsUpToTheLimitOnly() {
    var inbox = select(MailboxName.INBOX, false).mailbox().id();
    append(MailboxName.INBOX, "one");
    ask(keywords(inbox, FlagsMode.ADD, 0, 1000));

    refused(keywords(inbox, FlagsMode.ADD, 1000, 1001), Kind.LIMIT);

    ask(keywords(inbox, FlagsMode.REMOVE, 0, 1));
    ask(keywords(inbox, FlagsMode.ADD, 1000, 1001));
    assertThat(select(MailboxName.INBOX, false).messages().flags(0).keywords()).hasSize(1000).contains("k1000");
  }

  private static MailboxRequest.Store keywords(MailboxId mailbox, FlagsMode mode, int from, int to) {
    var flags = new Flags(0, IntStream.range(from, to).mapToObj(i -> "k" + i).toList());
    return new MailboxRequest.Store(ACCOUNT, mailbox, UidSet.of(1), mode, flags, Long.MAX_VALUE);
  }

  @Test
  void aMailboxTakesOnlySoManyDifferentKeywords() {
    append(MailboxName.INBOX, "one");
    var inbox = select(MailboxName.INBOX, false).mailbox().id();
    for (int i = 0; i < 10; i++) {
      int from = i * 1000;
      var keywords = java.util.stream.IntStream.range(from, from + 1000).mapToObj(k -> "k" + k).toList();
      ask(new MailboxRequest.Store(ACCOUNT, inbox, UidSet.of(1), FlagsMode.REPLACE, new Flags(0, keywords),
          Long.MAX_VALUE));
    }

    refused(new MailboxRequest.Store(ACCOUNT, inbox, UidSet.of(1), FlagsMode.ADD, new Flags(0, List.of("onemore")),
        Long.MAX_VALUE), Kind.LIMIT);
    ask(new MailboxRequest.Store(ACCOUNT, inbox, UidSet.of(1), FlagsMode.REPLACE, new Flags(0, List.of("K1")),
        Long.MAX_VALUE));
    ask(new MailboxRequest.Store(ACCOUNT, inbox, UidSet.of(1), FlagsMode.REMOVE, new Flags(0, List.of("never")),
        Long.MAX_VALUE));
  }
}
