package org.godwit.mailbox.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.godwit.account.JournalRecord.FlagsMode;
import org.godwit.account.MailboxState;
import org.godwit.alert.Alert;
import org.godwit.alert.Audience;
import org.godwit.alert.Told;
import org.godwit.mail.Flags;
import org.godwit.mail.InternalDate;
import org.godwit.mail.MailboxName;
import org.godwit.mail.UidSet;
import org.godwit.mailbox.MailStore;
import org.godwit.mailbox.MemoryAccounts;
import org.godwit.mailbox.api.MailboxFailure;
import org.godwit.mailbox.api.MailboxFailure.Kind;
import org.godwit.mailbox.api.MailboxReply;
import org.godwit.mailbox.api.MailboxRequest;
import org.godwit.mailbox.api.MailboxRequests;
import org.godwit.mailbox.api.NewMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a request brings about over the socket is what it brings about directly, answers included. */
class ControlTest {

  private static final String ACCOUNT = "anna";
  private static final MailboxName WORK = MailboxName.of("Work", "Übersicht");

  @TempDir
  private Path data;

  private final Vertx vertx = Vertx.vertx();
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private MailStore store;
  private ControlServer server;
  private ControlClient client;

  @BeforeEach
  void start() {
    store = await(MemoryAccounts.start(vertx));
    server = await(ControlServer.start(vertx, data, store.client(), this::tell));
    client = await(ControlClient.connect(vertx, data));
  }

  @AfterEach
  void stop() {
    await(client.close());
    await(server.close());
    await(store.stop());
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private Uni<Told> tell(Alert alert, Audience audience) {
    heard.add(audience.user().orElse("everybody") + ": " + alert.text());
    return Uni.createFrom().item(new Told(300, 20, 3, 1));
  }

  @Test
  void alertsGetThere() {
    assertThat(await(client.tell(new Alert("Überall"), Audience.of("änna")))).isEqualTo(new Told(300, 20, 3, 1));
    await(client.tell(new Alert("x".repeat(500)), Audience.EVERYBODY));
    assertThat(heard).containsExactly("änna: Überall", "everybody: " + "x".repeat(500));
  }

  private static <T> T await(Uni<T> uni) {
    return uni.await().atMost(Duration.ofSeconds(20));
  }

  private static <R extends MailboxReply> R ask(MailboxRequests requests, MailboxRequest<R> request) {
    return await(requests.send(request));
  }

  private <R extends MailboxReply> R ask(MailboxRequest<R> request) {
    return ask(client, request);
  }

  private static NewMessage message(String text, int uid) {
    return new NewMessage(new NewMessage.Small(text.getBytes()), new byte[] {1, 2}, new Flags(Flags.SEEN, List.of("$x")),
        Optional.of(new InternalDate(1_000_000_000, -210)), uid);
  }

  @Test
  void everyRequestGetsThere() {
    assertThat(ask(new MailboxRequest.Catalogue(ACCOUNT)).state().subscriptions()).containsExactly(MailboxName.INBOX);
    var work = ask(new MailboxRequest.Create(ACCOUNT, WORK, Set.of("\\Sent"))).mailbox();
    ask(new MailboxRequest.Subscribe(ACCOUNT, WORK, true));
    var appended = ask(new MailboxRequest.Append(ACCOUNT, WORK, List.of(message("one", 0), message("two", 7)),
        Optional.empty()));
    assertThat(appended.uids().toString()).isEqualTo("1,7");
    assertThat(appended.uidValidity()).isEqualTo(work.uidValidity());
    var stored = ask(new MailboxRequest.Store(ACCOUNT, work.id(), UidSet.of(1), FlagsMode.ADD,
        Flags.ofSystem(Flags.DELETED), Long.MAX_VALUE));
    assertThat(stored.messages().flags(0)).isEqualTo(new Flags(Flags.SEEN | Flags.DELETED, List.of("$x")));
    var copied = ask(new MailboxRequest.Copy(ACCOUNT, work.id(), UidSet.of(7), MailboxName.INBOX, false));
    assertThat(copied.to()).isEqualTo(UidSet.of(1));
    assertThat(ask(new MailboxRequest.Expunge(ACCOUNT, work.id(), UidSet.range(1, 9))).uids()).isEqualTo(UidSet.of(1));
    assertThat(ask(new MailboxRequest.Remove(ACCOUNT, work.id(), UidSet.of(1))).uids()).isEqualTo(UidSet.EMPTY);
    ask(new MailboxRequest.Rename(ACCOUNT, WORK, MailboxName.of("Old")));
    var far = ask(new MailboxRequest.Select(ACCOUNT, MailboxName.of("Old"), false));
    var near = ask(store.client(), new MailboxRequest.Sync(ACCOUNT, work.id(), false));
    assertThat(far.mailbox().specialUse()).containsExactly("\\Sent");
    assertSame(far.messages(), near.messages());
    ask(new MailboxRequest.Delete(ACCOUNT, MailboxName.of("Old")));
    assertThat(ask(new MailboxRequest.Catalogue(ACCOUNT)).state().mailboxes()).hasSize(1);
  }

  private static void assertSame(MailboxState far, MailboxState near) {
    assertThat(far.size()).isEqualTo(near.size());
    for (int i = 0; i < far.size(); i++) {
      assertThat(far.row(i)).isEqualTo(near.row(i));
    }
    assertThat(far.counts()).isEqualTo(near.counts());
    assertThat(far.vanished().entries()).isEqualTo(near.vanished().entries());
  }

  @Test
  void aRefusalKeepsItsKindAndWords() {
    assertThatThrownBy(() -> ask(new MailboxRequest.Delete(ACCOUNT, MailboxName.INBOX)))
        .isInstanceOfSatisfying(MailboxFailure.class, failure -> {
          assertThat(failure.kind()).isEqualTo(Kind.CANNOT);
          assertThat(failure).hasMessage("INBOX cannot be deleted");
        });
  }

  @Test
  void onlyTheOwnerMayOpenTheSocket() throws Exception {
    assertThat(Files.getPosixFilePermissions(data.resolve(ControlServer.SOCKET))).extracting(Enum::name)
        .containsExactlyInAnyOrder("OWNER_READ", "OWNER_WRITE");
  }

  @Test
  void whoeverWaitsIsToldWhenTheServerGoes() {
    await(server.close());
    assertThatThrownBy(() -> {
      await(ControlClient.connect(vertx, data));
    }).isInstanceOf(Exception.class);
  }
}
