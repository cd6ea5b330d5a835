package org.godwit.textindex;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ExecutorService;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.IndexNotFoundException;
import org.apache.lucene.store.LockObtainFailedException;
import org.godwit.account.MailboxState;
import org.godwit.mailbox.api.MailReader;
import org.godwit.search.TextIndex.Key;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the indexes that are wanted, one after the other, in turns. One thread, which ends when nothing is wanted. */
final class IndexBuilder {

  private static final Logger LOG = LoggerFactory.getLogger(IndexBuilder.class);

  /** Mailboxes that wait; more are left to later searches. */
  private static final int WAITING_MAX = 1000;

  /** A state of a mailbox to which its index is to be brought. */
  private record Wish(MailboxState rows, MailReader reader) {}

  private final LuceneTextIndex indexes;
  private final ExecutorService thread;
  private final Map<Key, Wish> wishes = new ConcurrentHashMap<>();
  private volatile boolean closed;

  IndexBuilder(LuceneTextIndex indexes, ExecutorService thread) {
    this.indexes = indexes;
    this.thread = thread;
  }

  /** The index of a mailbox should come up to this state. A newer wish takes the place of the one that waits. Any thread. */
  void wanted(Key mailbox, MailboxState rows, MailReader reader) {
    if (closed || wishes.size() >= WAITING_MAX) {
      return;
    }
    if (wishes.put(mailbox, new Wish(rows, reader)) == null) {
      later(mailbox);
    }
  }

  private void later(Key mailbox) {
    try {
      thread.execute(() -> turn(mailbox));
    } catch (RejectedExecutionException e) {
      wishes.remove(mailbox); // the server ends
    }
  }

  private void turn(Key mailbox) {
    var wish = wishes.get(mailbox);
    boolean more = false;
    try {
      more = !closed && build(mailbox, wish);
    } catch (LockObtainFailedException e) {
      LOG.debug("somebody else writes it: {}", e.toString());
    } catch (IOException | RuntimeException | InternalError e) {
      indexes.trouble(mailbox, e);
    }
    if (more || !wishes.remove(mailbox, wish)) {
      later(mailbox);
    }
  }

  private boolean build(Key mailbox, Wish wish) throws IOException {
    boolean more;
    var old = indexes.held(mailbox);
    try {
      more = build(mailbox, wish, old);
    } catch (NoSuchFileException | CorruptIndexException | IndexNotFoundException lost) {
      LOG.info("{} is made anew: {}", indexes.files(mailbox).path(), lost.toString());
      more = build(mailbox, wish, OpenIndex.NOTHING);
    } finally {
      old.release();
    }
    indexes.written(mailbox);
    return more;
  }

  private boolean build(Key mailbox, Wish wish, OpenIndex old) throws IOException {
    return new IndexBuild(wish.rows, wish.reader, old, () -> closed).run(indexes.files(mailbox), old == OpenIndex.NOTHING);
  }

  /** Ends what is under way. */
  void close() {
    closed = true;
    thread.shutdown();
  }
}
