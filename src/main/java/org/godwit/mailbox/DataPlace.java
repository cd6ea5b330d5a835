package org.godwit.mailbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.godwit.mailbox.api.MailboxFailure;
import org.godwit.mailbox.api.MailboxFailure.Kind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the data directory is still the one with which the server began: it may be moved, or its file system be lost. Accounts that are not
 * found then have not gone, and must not begin anew. Safe on any thread.
 */
final class DataPlace {

  private static final Logger LOG = LoggerFactory.getLogger(DataPlace.class);

  /** So many looks in a row must fail: a network may lose an answer. */
  private static final int MISSES_MAX = 2;

  private final Path data;
  private final Object key;
  private final List<Runnable> whenGone = new CopyOnWriteArrayList<>();
  private final AtomicBoolean looking = new AtomicBoolean();
  private volatile boolean there = true;
  private int misses;

  private DataPlace(Path data, Object key) {
    this.data = data;
    this.key = key;
  }

  /** The directory as it is now; one that is not there yet is not watched. Blocks. */
  static DataPlace of(Path data) {
    try {
      return new DataPlace(data, keyOf(data));
    } catch (IOException unknown) {
      return new DataPlace(data, null);
    }
  }

  private static Object keyOf(Path data) throws IOException {
    return Files.readAttributes(data, BasicFileAttributes.class).fileKey();
  }

  /** Runs the action each time that the directory has gone. */
  void onGone(Runnable action) {
    whenGone.add(action);
  }

  /** Whether it was there when it was last looked at. Does not block. */
  boolean isThere() {
    return there;
  }

  /** What clients are told meanwhile. */
  static MailboxFailure unavailable() {
    return new MailboxFailure(Kind.UNAVAILABLE, "The server cannot reach its mail now");
  }

  /** Before something is made in it. Blocks. @throws MailboxFailure if it is not there; that is logged where it is looked after */
  void require() {
    if (!there || trouble() != null) {
      throw unavailable();
    }
  }

  /** Looks, unless a look is under way. */
  void look(Executor workers) {
    if (looking.compareAndSet(false, true)) {
      workers.execute(() -> {
        try {
          look();
        } finally {
          looking.set(false);
        }
      });
    }
  }

  private synchronized void look() {
    String trouble = trouble();
    misses = trouble == null ? 0 : misses + 1;
    if (trouble == null && !there) {
      there = true;
      LOG.info("The data directory {} is there again", data.toAbsolutePath().normalize());
    } else if (misses >= MISSES_MAX && there) {
      there = false;
      LOG.error("The data directory {} {}: nobody is served until it is back", data.toAbsolutePath().normalize(), trouble);
      whenGone.forEach(Runnable::run);
    }
  }

  private String trouble() {
    try {
      return key == null || key.equals(keyOf(data)) ? null : "is another one than at the start";
    } catch (NoSuchFileException gone) {
      return "is not there any more";
    } catch (IOException unreachable) {
      return "cannot be reached any more (" + unreachable.getMessage() + ")";
    }
  }
}
