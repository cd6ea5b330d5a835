package org.godwit.textindex;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;

/** Indexes that learn at once, on the thread that asks, of every message. */
public final class TestIndexes {

  private TestIndexes() {
  }

  /** @param directory of all accounts */
  public static LuceneTextIndex at(Path directory) {
    return new LuceneTextIndex(mailbox -> directory.resolve(mailbox.account()), 1, new AtOnce());
  }

  /** Runs what it is given before it returns. */
  private static final class AtOnce extends AbstractExecutorService {
    private boolean over;

    @Override
    public void execute(Runnable task) {
      task.run();
    }

    @Override
    public void shutdown() {
      over = true;
    }

    @Override
    public List<Runnable> shutdownNow() {
      over = true;
      return List.of();
    }

    @Override
    public boolean isShutdown() {
      return over;
    }

    @Override
    public boolean isTerminated() {
      return over;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
      return over;
    }
  }
}
