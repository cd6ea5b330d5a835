package org.godwit.storage;

/**
 * Sizes and times of a store.
 *
 * @param segmentBytes a journal segment is closed at this size; up to 2^31
 * @param checkpointBytes journal octets after which a checkpoint is due
 * @param deadFractionMax share of dead octets that calls for compaction, between 0 and 1
 * @param compactionBytesMin dead octets below which compaction is not worth it
 * @param stepBytes how much one step of compaction reads and appends, about
 * @param retireMs how long files stay that the newest state does not need, for readers of older ones; milliseconds
 * @param incomingMs after how long a received body that nobody adopted is swept, milliseconds
 */
public record StoreOptions(long segmentBytes, long checkpointBytes, double deadFractionMax, long compactionBytesMin,
    int stepBytes, long retireMs, long incomingMs) {

  public static final StoreOptions DEFAULTS =
      new StoreOptions(64L << 20, 8L << 20, 0.3, 4L << 20, 1 << 20, 10 * 60_000L, 24 * 3_600_000L);

  /** With these sizes. */
  public StoreOptions withSizes(long segment, long checkpoint, double deadFraction) {
    return new StoreOptions(segment, checkpoint, deadFraction, compactionBytesMin, stepBytes, retireMs, incomingMs);
  }
}
