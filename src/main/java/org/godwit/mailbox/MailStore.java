package org.godwit.mailbox;

import io.smallrye.mutiny.Uni;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.godwit.cluster.Lease;
import org.godwit.mailbox.api.MailFiles;
import org.godwit.mailbox.api.MailboxClient;
import org.godwit.mailbox.api.Mailboxes;
import org.godwit.mailbox.api.MaildropClaims;
import org.godwit.storage.DiskRoom;
import org.godwit.storage.ReadOnlyAccountStore;
import org.godwit.storage.StoreOptions;
import org.godwit.storage.body.OpenFiles;
import org.godwit.storage.io.RealDisk;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A node's store: its verticles, one for each event loop, and the client that reaches them. */
public final class MailStore implements Mailboxes {

  private static final Logger LOG = LoggerFactory.getLogger(MailStore.class);

  /** How long a client waits for a reply: long enough for the slowest disk, so that it tells a bug and not a delay. */
  private static final long REPLY_TIMEOUT_MS = 300_000;

  /** How often each account is looked at. */
  private static final long TICK_MS = 2_000;

  /** Every so many ticks unselected mailboxes leave memory. */
  private static final int TICKS_PER_EVICTION = 30;

  /** Files of all accounts that are kept open for reading. */
  private static final int OPEN_FILES_MAX = 512;
  /** Files that nobody reads are closed after this time, up to twice as long. */
  private static final long OPEN_FILES_IDLE_MS = 5_000;

  /** How often it is looked whether the data directory is there. */
  private static final long PLACE_MS = 1_000;

  private static final long WORKER_IDLE_SECONDS = 30;

  private final Vertx vertx;
  private final MailboxClient client;
  private final ChangeFeed changes;
  private final StoreAddresses addresses;
  private final List<StoreVerticle> verticles = new ArrayList<>();
  private final MaildropClaims maildrops = new NodeMaildropClaims();
  private final List<String> deployments = new ArrayList<>();
  private final DataPlace place;
  private ExecutorService workers;
  private long closing;
  private long looking;

  private MailStore(Vertx vertx, MailboxClient client, ChangeFeed changes, StoreAddresses addresses, DataPlace place) {
    this.vertx = vertx;
    this.client = client;
    this.changes = changes;
    this.addresses = addresses;
    this.place = place;
  }

  /**
   * Starts the store of a data directory that this process holds.
   *
   * @param data the data directory
   * @param options sizes of the store
   */
  public static Uni<MailStore> start(Vertx vertx, Path data, StoreOptions options, StoreLimits limits) {
    return start(vertx, data, options, limits, AccountClaims.ALONE, Lease.FOREVER);
  }

  /**
   * Starts the store of one of several nodes that share a data directory.
   *
   * @param claims asked before an account is opened
   * @param lease how long what is in memory may be believed
   */
  public static Uni<MailStore> start(Vertx vertx, Path data, StoreOptions options, StoreLimits limits, AccountClaims claims, Lease lease) {
    var workers = workers(limits.workerThreads());
    var disk = new RealDisk(data);
    var room = new DiskRoom(disk, data, limits.roomKeptBytes());
    var directories = new AccountDirectories(data);
    var place = DataPlace.of(data);
    StoreParts.Opener opener = account -> ReadOnlyAccountStore.ownOrRead(room, disk, directories.of(account), account, options,
        new MimeSummarizer(), System::currentTimeMillis);
    var parts = new StoreParts(new ClaimedAccounts(opener.in(place), claims), workers, limits.account(), Clock.systemUTC(), new ChangeFeed(), room, TICK_MS,
        TICKS_PER_EVICTION, limits.accountIdleMs(), lease, place);
    var open = new OpenFiles(disk, OPEN_FILES_MAX);
    var files = new DiskFiles(vertx, directories, disk, place, room, open, workers);
    return start(vertx, Math.max(1, Runtime.getRuntime().availableProcessors()), parts, files)
        .invoke(store -> {
          store.workers = workers;
          store.looking = vertx.setPeriodic(PLACE_MS, timer -> place.look(workers));
          store.closing = vertx.setPeriodic(OPEN_FILES_IDLE_MS, timer -> workers.execute(() -> {
            closeIdle(open, room.look());
            room.look();
          }));
        });
  }

  /** As many at once as the disk does well: it makes the fsyncs of many accounts one. Threads that nobody needs end, with their buffers. */
  private static ExecutorService workers(int threads) {
    var pool = new ThreadPoolExecutor(threads, threads, WORKER_IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
        Thread.ofPlatform().daemon().name("store-", 0).factory());
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  /** A deleted file takes room as long as it is open. */
  private static void closeIdle(OpenFiles open, boolean atOnce) {
    try {
      open.closeIdle(atOnce ? 0 : TimeUnit.MILLISECONDS.toNanos(OPEN_FILES_IDLE_MS));
    } catch (IOException e) {
      LOG.warn("closing a file that was read: {}", e.toString());
    }
  }

  /**
   * What is read and written without asking the store, for a process beside the one that holds the data directory.
   *
   * @param workers runs what blocks
   */
  public static MailFiles files(Vertx vertx, Path data, Executor workers) {
    var disk = new RealDisk(data);
    return new DiskFiles(vertx, new AccountDirectories(data), disk, DataPlace.of(data), DiskRoom.unlimited(), new OpenFiles(disk, OPEN_FILES_MAX), workers);
  }

  /** Deploys the store's verticles, one per loop. Once for each Vertx. */
  static Uni<MailStore> start(Vertx vertx, int loops, StoreParts parts, MailFiles files) {
    StoreCodecs.register(vertx.eventBus());
    var addresses = new StoreAddresses(loops);
    var store = new MailStore(vertx,
        new NodeMailboxClient(vertx, addresses, parts.changes(), files, REPLY_TIMEOUT_MS), parts.changes(), addresses, parts.place());
    parts.place().onGone(store::abandon);
    var deploying = new ArrayList<Future<String>>();
    for (int loop = 0; loop < loops; loop++) {
      var verticle = new StoreVerticle(loop, parts);
      store.verticles.add(verticle);
      deploying.add(vertx.deployVerticle(verticle, new DeploymentOptions()));
    }
    return Uni.createFrom().completionStage(Future.all(deploying).<MailStore>map(done -> {
      deploying.forEach(deployed -> store.deployments.add(deployed.result()));
      return store;
    }).toCompletionStage());
  }

  @Override
  public MailboxClient client() {
    return client;
  }

  /** Where this node hears of changes in mailboxes. */
  public ChangeFeed changes() {
    return changes;
  }

  /** Closes an account, so that another node may have it; requests that come later open it again. Any thread. */
  public void closeAccount(String account) {
    verticles.get(addresses.loopOf(account)).closeAccount(account);
  }

  /** Others may have taken all accounts: closes them, and lets nobody wait any longer. Any thread. */
  public void abandon() {
    verticles.forEach(StoreVerticle::abandon);
  }

  /** Among this store's sessions. */
  @Override
  public MaildropClaims maildrops() {
    return maildrops;
  }

  /** Nobody could take them; but they may go with the data directory. */
  @Override
  public void onLost(Runnable action) {
    place.onGone(action);
  }

  @Override
  public boolean hasData() {
    return place.isThere();
  }

  /** There is no other node. */
  @Override
  public Uni<Void> drain() {
    return Uni.createFrom().voidItem();
  }

  @Override
  public int toHandOver() {
    return 0;
  }

  @Override
  public Uni<Void> stop() {
    return Uni.createFrom().completionStage(
        Future.all(deployments.stream().map(vertx::undeploy).toList()).<Void>mapEmpty().toCompletionStage())
        .onTermination().invoke(() -> {
          if (workers != null) {
            vertx.cancelTimer(closing);
            vertx.cancelTimer(looking);
            workers.shutdown();
          }
        });
  }
}
