package org.godwit.textindex;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.Scheduler;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.godwit.account.MailboxState;
import org.godwit.mailbox.api.MailReader;
import org.godwit.search.TextIndex;
import org.godwit.vertx.Unis;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The index of texts of a node. Indexes that are asked are open, up to a bound of memory, until nobody has asked for some minutes; a
 * server that nobody searches has nothing of it in memory. Safe on any thread.
 */
public final class LuceneTextIndex implements TextIndex {

  private static final Logger LOG = LoggerFactory.getLogger(LuceneTextIndex.class);

  /** Lucene recommends an incubating module of Java to whoever starts the server; kept, or its level would be forgotten. */
  private static final java.util.logging.Logger LUCENE = java.util.logging.Logger.getLogger("org.apache.lucene");

  static {
    LUCENE.setLevel(java.util.logging.Level.SEVERE);
  }

  /** Fewer messages that are not indexed are looked at rather than indexed. */
  private static final int UNKNOWN_MIN = 16;
  /** Octets of heap that open indexes may take. */
  private static final long OPEN_BYTES_MAX = 24L << 20;
  /** What an open index takes beside its messages, about. */
  private static final int OPEN_BYTES = 64 * 1024;
  private static final int MESSAGE_BYTES = 12;
  private static final Duration OPEN_IDLE = Duration.ofMinutes(2);
  /** How long a search waits for an index to be opened; then it does without. */
  private static final Duration OPEN_WAIT = Duration.ofSeconds(2);
  /** For how long an index that made trouble is left alone. */
  private static final Duration TROUBLE = Duration.ofMinutes(10);
  private static final int TROUBLES_MAX = 10_000;
  private static final int OPENERS = 2;
  private static final int THREAD_IDLE_SECONDS = 10;

  private final Function<Key, Path> directories;
  private final int unknownMin;
  private final ThreadPoolExecutor openers = threads("index-open-", OPENERS);
  private final AsyncCache<Key, OpenIndex> open;
  private final Cache<Key, String> troubled = Caffeine.newBuilder().maximumSize(TROUBLES_MAX).expireAfterWrite(TROUBLE).build();
  private final Intact intact = new Intact();
  private final IndexBuilder builder;

  /** @param directories a directory for each mailbox */
  public LuceneTextIndex(Function<Key, Path> directories) {
    this(directories, UNKNOWN_MIN, threads("index-write-", 1));
  }

  /**
   * @param unknownMin see {@link #UNKNOWN_MIN}
   * @param writer one thread, that writes indexes
   */
  LuceneTextIndex(Function<Key, Path> directories, int unknownMin, ExecutorService writer) {
    this.directories = directories;
    this.unknownMin = unknownMin;
    this.builder = new IndexBuilder(this, writer);
    this.open = Caffeine.newBuilder().maximumWeight(OPEN_BYTES_MAX).expireAfterAccess(OPEN_IDLE)
        .scheduler(Scheduler.systemScheduler()).executor(openers)
        .weigher((Key key, OpenIndex index) -> (int) Math.min(Integer.MAX_VALUE, OPEN_BYTES + (long) MESSAGE_BYTES * index.size()))
        .removalListener((Key key, OpenIndex index, RemovalCause cause) -> closed(index))
        .buildAsync();
  }

  /** Threads that end when there is nothing to do. */
  static ThreadPoolExecutor threads(String name, int count) {
    var threads = new ThreadPoolExecutor(count, count, THREAD_IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
        Thread.ofPlatform().daemon().name(name, 0).factory());
    threads.allowCoreThreadTimeOut(true);
    return threads;
  }

  private static void closed(OpenIndex index) {
    try {
      if (index != null) {
        index.release();
      }
    } catch (IOException e) {
      LOG.debug("closing an index: {}", e.toString());
    }
  }

  @Override
  public Uni<Void> prepare(Key mailbox) {
    if (troubled.getIfPresent(mailbox) != null) {
      return Uni.createFrom().voidItem();
    }
    var opened = open.get(mailbox, (key, executor) -> CompletableFuture.supplyAsync(() -> load(key), openers));
    if (opened.isDone()) {
      return Uni.createFrom().voidItem();
    }
    return Unis.onCallersContext(() -> Uni.createFrom().completionStage(() -> opened.copy())
        .ifNoItem().after(OPEN_WAIT).recoverWithItem(OpenIndex.NOTHING)
        .onFailure().recoverWithItem(OpenIndex.NOTHING)
        .replaceWithVoid());
  }

  @Override
  public Candidates ask(Key mailbox, MailboxState rows, MailReader reader, List<Question> questions) {
    var opened = open.getIfPresent(mailbox);
    if (opened == null || !opened.isDone() || opened.isCompletedExceptionally()) {
      return Candidates.unknown(questions.size());
    }
    var index = opened.join();
    if (!index.hold()) {
      return Candidates.unknown(questions.size());
    }
    try {
      var candidates = index.ask(rows, questions);
      if (rows.size() - candidates.known().cardinality() >= unknownMin) {
        builder.wanted(mailbox, rows, reader);
      }
      return candidates;
    } catch (IOException | RuntimeException | InternalError e) {
      trouble(mailbox, e);
      return Candidates.unknown(questions.size());
    } finally {
      closed(index);
    }
  }

  /** The index of a mailbox, for whoever writes it; held open. */
  OpenIndex held(Key mailbox) {
    var index = open.get(mailbox, key -> load(key)).join();
    return index.hold() ? index : load(mailbox);
  }

  /** The index of a mailbox was written: searches ask what it is now. */
  void written(Key mailbox) {
    open.put(mailbox, CompletableFuture.completedFuture(load(mailbox)));
  }

  /** Something went wrong with an index: it is left alone for a while, and searches do without. */
  void trouble(Key mailbox, Throwable what) {
    if (troubled.asMap().putIfAbsent(mailbox, what.toString()) == null) {
      LOG.warn("searching {} without an index for some minutes, its index fails: {}", files(mailbox).path(), what.toString());
    }
    open.synchronous().invalidate(mailbox);
  }

  IndexFiles files(Key mailbox) {
    return new IndexFiles(directories.apply(mailbox));
  }

  /** What is on disk; nothing if that cannot be used. */
  private OpenIndex load(Key mailbox) {
    var files = files(mailbox);
    if (!files.exists()) {
      return OpenIndex.NOTHING;
    }
    try {
      var reader = files.open();
      intact.check(reader);
      return OpenIndex.of(reader);
    } catch (IOException | RuntimeException | InternalError e) {
      LOG.info("{} is made anew: {}", files.path(), e.toString());
      return OpenIndex.NOTHING;
    }
  }

  @Override
  public void close() {
    builder.close();
    open.synchronous().invalidateAll();
  }
}
