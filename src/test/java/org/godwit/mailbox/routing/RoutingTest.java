package org.godwit.mailbox.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.godwit.account.JournalRecord.FlagsMode;
import org.godwit.account.MailboxState;
import org.godwit.mail.Flags;
import org.godwit.mail.MailboxId;
import org.godwit.mail.MailboxName;
import org.godwit.mail.UidSet;
import org.godwit.mailbox.api.MailboxFailure;
import org.godwit.mailbox.api.MailboxFailure.Kind;
import org.godwit.mailbox.api.MailboxReply;
import org.godwit.mailbox.api.MailboxRequest;
import org.godwit.mailbox.api.NewMessage;
import org.godwit.mailbox.routing.Nodes.Node;
import org.godwit.mime.MessageParser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Several nodes' stores over one directory, as a client of any of them sees them. */
class RoutingTest {

  private static final String ANNA = "anna";
  private static final MailboxName INBOX = MailboxName.INBOX;

  @TempDir
  Path data;

  private Nodes nodes;
  private Node a;
  private Node b;

  @BeforeEach
  void start() {
    nodes = new Nodes(data, Duration.ofDays(1));
    a = nodes.start("a");
    b = nodes.start("b");
  }

  @AfterEach
  void stop() {
    nodes.close();
  }

  private static <R extends MailboxReply> R ask(Node node, MailboxRequest<R> request) {
    return node.routing.client().send(request).await().atMost(Nodes.WAIT);
  }

  private static UidSet append(Node node, String... texts) {
    var messages = java.util.Arrays.stream(texts).map(RoutingTest::message).toList();
    return ask(node, new MailboxRequest.Append(ANNA, INBOX, messages, Optional.empty())).uids();
  }

  private static NewMessage message(String text) {
    byte[] octets = ("Subject: " + text + "\r\n\r\n" + text + "\r\n").getBytes();
    return new NewMessage(new NewMessage.Small(octets), MessageParser.parse(octets).encode(), new Flags(0, List.of("$" + text)), Optional.empty(), 0);
  }

  private static MailboxState select(Node node) {
    return ask(node, new MailboxRequest.Select(ANNA, INBOX, false)).messages();
  }

  private static MailboxId inbox(Node node) {
    return ask(node, new MailboxRequest.Select(ANNA, INBOX, false)).mailbox().id();
  }

  private void owns(Node node) {
    assertThat(node.ownerOf(ANNA)).hasValueSatisfying(ownership -> assertThat(ownership.owner()).isEqualTo(node.id));
  }

  private static void same(MailboxState one, MailboxState other) {
    assertThat(one.counts()).isEqualTo(other.counts());
    assertThat(IntStream.range(0, one.size()).mapToObj(one::row)).isEqualTo(IntStream.range(0, other.size()).mapToObj(other::row).toList());
    assertThat(one.vanished().entries()).isEqualTo(other.vanished().entries());
  }

  @Test
  void anAccountBelongsToWhereItsClientArrivesFirstAndIsTheSameFromEverywhere() {
    append(a, "one", "two");
    owns(a);

    assertThat(append(b, "three")).isEqualTo(UidSet.of(3));
    ask(b, new MailboxRequest.Store(ANNA, inbox(b), UidSet.of(1), FlagsMode.ADD, Flags.ofSystem(Flags.DELETED), Long.MAX_VALUE));
    same(select(b), select(a));
    ask(b, new MailboxRequest.Expunge(ANNA, inbox(b), UidSet.of(1)));
    same(select(b), select(a));
    assertThat(select(b).uid(0)).isEqualTo(2);
    owns(a);
  }

  @Test
  void aMailboxComesInPiecesAndThenAsDifferences() {
    for (int i = 0; i < 8; i++) {
      append(a, IntStream.range(0, 1000).mapToObj(n -> "m" + n).toArray(String[]::new));
    }
    var first = select(b);
    same(first, select(a));
    var inbox = inbox(a);
    ask(a, new MailboxRequest.Store(ANNA, inbox, UidSet.range(2000, 7000), FlagsMode.ADD, Flags.ofSystem(Flags.SEEN), Long.MAX_VALUE));
    ask(a, new MailboxRequest.Remove(ANNA, inbox, UidSet.range(10, 1500)));
    append(a, "last");

    var second = ask(b, new MailboxRequest.Sync(ANNA, inbox, false)).messages();

    same(second, select(a));
    assertThat(first.size()).isEqualTo(8000);
    assertThat(ask(b, new MailboxRequest.Sync(ANNA, inbox, false)).messages()).isSameAs(second);
  }

  @Test
  void aSessionHearsOfWhatHappensElsewhere() throws InterruptedException {
    append(a, "one");
    var inbox = inbox(b);
    var calls = new LinkedBlockingQueue<String>();
    var watch = b.routing.client().watch(ANNA, inbox, () -> calls.add("changed"));
    // told once it is watched
    assertThat(calls.poll(20, TimeUnit.SECONDS)).isEqualTo("changed");
    calls.clear();

    append(a, "two");

    assertThat(calls.poll(20, TimeUnit.SECONDS)).isEqualTo("changed");
    watch.end();
  }

  @Test
  void aSessionHearsOfWhatHappensUnderANewOwner() throws InterruptedException {
    append(a, "one");
    var inbox = inbox(b);
    var calls = new LinkedBlockingQueue<String>();
    var watch = b.routing.client().watch(ANNA, inbox, () -> calls.add("changed"));
    assertThat(calls.poll(20, TimeUnit.SECONDS)).isEqualTo("changed");
    var c = nodes.start("c");
    a.routing.drain().await().atMost(Nodes.WAIT);
    append(c, "two");

    while (ask(b, new MailboxRequest.Sync(ANNA, inbox, false)).messages().size() < 2) {
      assertThat(calls.poll(20, TimeUnit.SECONDS)).isEqualTo("changed");
    }
    watch.end();
  }

  @Test
  void anAccountThatIsHandedOverGoesOnAtItsNewOwner() {
    append(a, "one");
    var inbox = inbox(b);

    a.routing.drain().await().atMost(Nodes.WAIT);

    assertThat(append(a, "two")).isEqualTo(UidSet.of(2));
    owns(b);
    same(select(a), select(b));
    assertThat(ask(a, new MailboxRequest.Sync(ANNA, inbox, false)).messages().size()).isEqualTo(2);
  }

  @Test
  void theAccountsOfANodeThatIsGoneAreTakenOver() {
    append(a, "one");
    owns(a);

    a.leave();

    assertThat(append(b, "two")).isEqualTo(UidSet.of(2));
    owns(b);
    assertThat(select(b).size()).isEqualTo(2);
    // it still believes that it owns the account; the disk knows better
    var late = new MailboxRequest.Append(ANNA, INBOX, List.of(message("three")), Optional.empty());
    assertThatThrownBy(() -> a.store.client().send(late).await().atMost(Nodes.WAIT)).isInstanceOf(MailboxFailure.class);
    assertThat(select(b).size()).isEqualTo(2);
  }

  @Test
  void whatANodeWasAskedWhenItWentIsUncertainUnlessItOnlyReads() throws InterruptedException {
    append(a, "one");
    select(b);
    a.fallSilent();
    var request = new MailboxRequest.Append(ANNA, INBOX, List.of(message("two")), Optional.empty());
    var appended = b.routing.client().send(request).subscribeAsCompletionStage();
    var read = b.routing.client().send(new MailboxRequest.Select(ANNA, INBOX, false)).subscribeAsCompletionStage();

    a.leave();

    assertThatThrownBy(appended::join).hasCauseInstanceOf(MailboxFailure.class)
        .satisfies(thrown -> assertThat(((MailboxFailure) thrown.getCause()).kind()).isEqualTo(Kind.UNCERTAIN));
    assertThat(read.join().messages().size()).isBetween(1, 2);
    owns(b);
  }

  @Test
  void whoHadNoLeaseForAWhileLooksAtTheDiskBeforeItAnswers() {
    append(a, "one");
    a.lapse();
    var read = a.routing.client().send(new MailboxRequest.Select(ANNA, INBOX, false)).subscribeAsCompletionStage();
    assertThat(read.isDone()).isFalse();
    nodes.forget(ANNA);
    append(b, "two");

    a.renew();

    assertThat(read.join().messages().size()).isEqualTo(2);
    owns(b);
  }

  @Test
  void whatTheMapHasLostIsEnteredAgain() {
    append(a, "one");
    var before = a.ownerOf(ANNA);
    nodes.forget(ANNA);

    assertThat(a.claims.enterAgain(ANNA).await().atMost(Nodes.WAIT)).isTrue();

    assertThat(b.ownerOf(ANNA)).isEqualTo(before).isPresent();
    assertThat(append(b, "two")).isEqualTo(UidSet.of(2));
    owns(a);
  }

  @Test
  void whoseAccountIsTakenOverForgetsWhatItKnows() {
    append(a, "one");
    nodes.forget(ANNA);
    append(b, "two");
    assertThat(b.claims.enterAgain("bert").await().atMost(Nodes.WAIT)).as("not its own").isFalse();

    b.routing.drain().await().atMost(Nodes.WAIT);

    owns(a);
    assertThat(select(a).size()).isEqualTo(2);
  }

  @Test
  void aMaildropIsOneSessionsOnAllNodes() {
    append(a, "one");
    var first = b.routing.maildrops().claim(ANNA).await().atMost(Nodes.WAIT);
    assertThat(first).isPresent();
    assertThat(a.routing.maildrops().claim(ANNA).await().atMost(Nodes.WAIT)).isEmpty();

    first.get().end();

    assertThat(a.routing.maildrops().claim(ANNA).await().atMost(Nodes.WAIT)).isPresent();
  }

  @Test
  void aMaildropThatIsGivenBackAMomentLaterIsWaitedFor() {
    var first = b.routing.maildrops().claim(ANNA).await().atMost(Nodes.WAIT);
    var second = a.routing.maildrops().claim(ANNA).subscribeAsCompletionStage();
    first.orElseThrow().end();
    assertThat(second.orTimeout(Nodes.WAIT.toSeconds(), TimeUnit.SECONDS).join()).isPresent();
  }

  @Test
  void aMaildropIsFreeWhenItsNodeIsGone() {
    append(a, "one");
    assertThat(b.routing.maildrops().claim(ANNA).await().atMost(Nodes.WAIT)).isPresent();

    b.leave();

    assertThat(a.routing.maildrops().claim(ANNA).await().atMost(Nodes.WAIT)).isPresent();
  }

  @Test
  void whoSpeaksAnotherVersionIsRefusedAndNothingHappens() {
    var log = (Logger) LoggerFactory.getLogger(Strangers.class);
    var lines = new ListAppender<ILoggingEvent>();
    lines.start();
    log.addAppender(lines);
    try {
      append(a, "one");
      b.upgrade();
      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(() -> select(b)).isInstanceOfSatisfying(MailboxFailure.class, RoutingTest::isTemporary);
        assertThatThrownBy(() -> append(b, "two")).isInstanceOfSatisfying(MailboxFailure.class, RoutingTest::isTemporary);
        assertThatThrownBy(() -> b.routing.maildrops().claim(ANNA).await().atMost(Nodes.WAIT))
            .isInstanceOfSatisfying(MailboxFailure.class, RoutingTest::isTemporary);
      }
      owns(a);
      assertThat(select(a).size()).isEqualTo(1);
      int known = NodeMessageCodec.VERSION;
      assertThat(lines.list).as("once what another said, and once how it was answered").extracting(ILoggingEvent::getFormattedMessage)
          .containsExactlyInAnyOrder(told(b, known + 1, known), told(a, known - 1, known));
    } finally {
      log.detachAppender(lines);
    }
  }

  private static String told(Node stranger, int found, int known) {
    return stranger.id + " speaks version " + found + " of the nodes' language, and this node version " + known
        + ": nothing is done for it, nor asked of it; run the same version of Godwit on all nodes";
  }

  private static void isTemporary(MailboxFailure failure) {
    assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
    assertThat(failure.getMessage()).isEqualTo("The servers do not understand each other now; nothing was changed");
  }

  @Test
  void aRequestForAMailboxThatIsNotThereIsRefusedAsAtHome() {
    append(a, "one");

    assertThatThrownBy(() -> ask(b, new MailboxRequest.Select(ANNA, MailboxName.of("No"), false)))
        .isInstanceOfSatisfying(MailboxFailure.class, failure -> assertThat(failure.kind()).isEqualTo(Kind.NONEXISTENT));
    assertThat(ask(b, new MailboxRequest.Create(ANNA, MailboxName.of("Yes"), Set.of())).mailbox().name()).isEqualTo(MailboxName.of("Yes"));
    assertThat(ask(a, new MailboxRequest.Catalogue(ANNA)).state().mailboxes()).hasSize(2);
  }
}
