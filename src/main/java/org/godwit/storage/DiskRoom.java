package org.godwit.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.godwit.storage.io.Disk;
import org.godwit.storage.io.DiskException;
import org.godwit.storage.io.DiskException.Kind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How much room the disk has, and whether mail may still take of it. The last of it is kept for what makes room: expunges, checkpoints, and
 * compaction, which copies live mail before it gives dead octets back. One for all accounts of a data directory; any thread.
 *
 * <p>It is an estimate: the disk is looked at after each MiB written, and whoever else writes to it is not asked.
 */
public final class DiskRoom {

  private static final Logger LOG = LoggerFactory.getLogger(DiskRoom.class);

  private static final long LOOK_BYTES = 1 << 20;
  /** At most so much of a small disk is kept: an eighth. */
  private static final int KEPT_SHARE_BITS = 3;
  private static final long REPEAT_NS = TimeUnit.MINUTES.toNanos(1);

  private final Disk disk;
  private final Path place;
  private final long keptBytes;
  private final AtomicLong unseen = new AtomicLong();
  private volatile boolean isShort;
  private volatile long usable = Long.MAX_VALUE;
  private long toldNs = System.nanoTime() - REPEAT_NS;

  /**
   * @param place a directory on the disk
   * @param keptBytes octets that mail does not get, but never more than an eighth of the disk; 0 keeps nothing
   */
  public DiskRoom(Disk disk, Path place, long keptBytes) {
    this.disk = disk;
    this.place = place;
    this.keptBytes = keptBytes;
  }

  /** Keeps nothing back. */
  public static DiskRoom unlimited() {
    return new DiskRoom(null, null, 0);
  }

  /** Whether only what is kept back was left at the last look. Memory only. */
  public boolean isShort() {
    return isShort;
  }

  /** Octets that could be written at the last look. Memory only. */
  long usable() {
    return usable;
  }

  /** Something was written. Blocks, if it is time to look. */
  public void written(long octets) {
    if (keptBytes > 0 && unseen.addAndGet(octets) >= LOOK_BYTES) {
      look();
    }
  }

  /**
   * A part of a message was written. Blocks, if it is time to look.
   *
   * @throws DiskException if only what is kept back is left
   */
  public void takenByMail(long octets) throws DiskException {
    written(octets);
    if (isShort && look()) {
      throw new DiskException(Kind.FULL, place + ": what room is left on its disk is not for mail", null);
    }
  }

  /** Looks now. Blocks. @return whether only what is kept back is left */
  public boolean look() {
    if (keptBytes > 0) {
      unseen.set(0);
      try {
        found(disk.space(place));
      } catch (IOException e) {
        // whoever writes next is told
        isShort = false;
      }
    }
    return isShort;
  }

  private synchronized void found(Disk.Space space) {
    boolean wasShort = isShort;
    usable = space.usable();
    isShort = space.total() > 0 && space.usable() < Math.min(keptBytes, space.total() >> KEPT_SHARE_BITS);
    if (isShort && !wasShort && System.nanoTime() - toldNs >= REPEAT_NS) {
      toldNs = System.nanoTime();
      LOG.warn("{}: {} MiB free on its disk: no mail is taken until there is more", place, space.usable() >> 20);
    }
  }
}
