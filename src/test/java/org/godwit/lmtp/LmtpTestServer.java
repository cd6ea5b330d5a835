package org.godwit.lmtp;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.godwit.auth.UserName;
import org.godwit.lmtp.delivery.AccountRecipients;
import org.godwit.lmtp.delivery.Accounts;
import org.godwit.lmtp.delivery.AddressRules;
import org.godwit.lmtp.delivery.DeliveryLimits;
import org.godwit.lmtp.delivery.MailDelivery;
import org.godwit.lmtp.delivery.MemoryBudget;
import org.godwit.lmtp.session.LmtpLimits;
import org.godwit.lmtp.session.LmtpServer;
import org.godwit.lmtp.session.LmtpServices;
import org.godwit.mail.MailboxName;
import org.godwit.mail.Summary;
import org.godwit.mailbox.Limits;
import org.godwit.mailbox.MailStore;
import org.godwit.mailbox.MemoryAccounts;
import org.godwit.mailbox.StoreLimits;
import org.godwit.mailbox.api.MailboxClient;
import org.godwit.mailbox.api.MailboxRequest;
import org.godwit.storage.StoreOptions;
import org.godwit.tls.TestTls;
import org.godwit.vertx.TestVertx;
import org.godwit.wire.Connection;
import org.godwit.wire.TestDoor;

/**
 * An LMTP server in this process on a free port of loopback, one event loop; a blocked event loop is noticed. Users are all whose names begin
 * with {@code user} and have no domain; {@link TroubledStore} says whose accounts are in trouble.
 */
public final class LmtpTestServer implements AutoCloseable {

  /** Messages are at most this large, octets. */
  public static final long MESSAGE_BYTES_MAX = 16L << 20;
  /** Messages larger than this go to a file, octets. */
  public static final int MEMORY_BYTES_MAX = 64 * 1024;

  private static final Duration WAIT = Duration.ofSeconds(20);

  private final TestVertx vertx = new TestVertx();
  private final TroubledStore store;
  private final MemoryBudget budget = new MemoryBudget(1 << 20);
  private final LmtpServer lmtp;
  private final TestDoor door;

  private LmtpTestServer(Function<Vertx, Uni<MailStore>> start, LmtpLimits limits) {
    store = new TroubledStore(start.apply(vertx.vertx()).await().atMost(WAIT).client());
    lmtp = new LmtpServer(vertx.vertx(), services(limits));
    door = TestDoor.open(vertx.vertx(), socket -> lmtp.accept(new Connection(vertx.vertx(), socket, lmtp.limits())));
  }

  private LmtpServices services(LmtpLimits limits) {
    var rules = new AddressRules("here.example", Set.of("also.example"), "+", Optional.of(new UserName("user-postmaster")));
    var recipients = new AccountRecipients(LmtpTestServer::find, rules);
    var delivery = new MailDelivery(store, new DeliveryLimits(MESSAGE_BYTES_MAX, MEMORY_BYTES_MAX), budget, '/');
    return new LmtpServices(recipients, delivery, Optional.of(TestTls.engines()), "mx.here.example", limits);
  }

  private static Uni<Accounts.Answer> find(UserName user) {
    if (user.value().startsWith("unknown")) {
      return Uni.createFrom().failure(new IllegalStateException("the back end is away"));
    }
    return Uni.createFrom().item(user.value().matches("user[a-z0-9-]*") ? new Accounts.Answer.Exists(user) : new Accounts.Answer.Nobody());
  }

  /** Over accounts in memory. */
  public static LmtpTestServer inMemory(LmtpLimits limits) {
    return new LmtpTestServer(MemoryAccounts::start, limits);
  }

  /** Over accounts on disk. */
  public static LmtpTestServer onDisk(Path data, LmtpLimits limits) {
    var bounds = new StoreLimits(new Limits(1000, MESSAGE_BYTES_MAX, 255, 1000), 2, 60_000, 0);
    return new LmtpTestServer(vertx -> MailStore.start(vertx, data, StoreOptions.DEFAULTS, bounds), limits);
  }

  /** Where it listens. */
  public int port() {
    return door.port();
  }

  /** Its store. */
  TroubledStore store() {
    return store;
  }

  /** Connections there are. */
  public int connections() {
    return lmtp.connections();
  }

  /** Octets of messages in memory now. */
  public long memoryBytes() {
    return budget.takenBytes();
  }

  /** What a mailbox holds, in order of UIDs. */
  public List<byte[]> messages(String account, String mailbox) {
    MailboxClient client = store.untroubled();
    var selected = client.send(new MailboxRequest.Select(account, MailboxName.parse(mailbox, '/'), false)).await().atMost(WAIT).messages();
    return java.util.stream.IntStream.range(0, selected.size()).mapToObj(i -> read(client, account, selected.body(i))).toList();
  }

  /** The summary of a mailbox's first message. */
  public Summary firstSummary(String account, String mailbox) {
    MailboxClient client = store.untroubled();
    var selected = client.send(new MailboxRequest.Select(account, MailboxName.parse(mailbox, '/'), false)).await().atMost(WAIT).messages();
    return client.reader(account).summaries(selected, new int[] {0}).await().atMost(WAIT).getFirst().decode();
  }

  private static byte[] read(MailboxClient client, String account, org.godwit.account.Extent body) {
    var all = new java.io.ByteArrayOutputStream();
    for (long at = 0; at < body.length(); at += 1 << 20) {
      var slice = body.slice(at, Math.min(1 << 20, body.length() - at));
      all.writeBytes(client.reader(account).read(slice).await().atMost(WAIT).getBytes());
    }
    return all.toByteArray();
  }

  /** Makes a mailbox. */
  public void create(String account, String mailbox) {
    store.untroubled().send(new MailboxRequest.Create(account, MailboxName.parse(mailbox, '/'), Set.of())).await().atMost(WAIT);
  }

  /** The server says goodbye to everybody; does not wait. */
  public java.util.concurrent.CompletableFuture<Void> stopServing() {
    return lmtp.close().subscribeAsCompletionStage();
  }

  /** Stops; fails if an event loop was blocked. */
  @Override
  public void close() {
    lmtp.close().await().atMost(WAIT);
    vertx.close();
  }
}
