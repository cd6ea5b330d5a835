package org.godwit.config;

/**
 * The store. That what is acknowledged is on disk is no setting.
 *
 * @param segmentBytes          a journal segment is closed when it has grown to this size
 * @param bodyFileBytesMin      messages of at least this size get a body file of their own instead of lying in the journal
 * @param checkpointBytes       journal bytes after which a checkpoint is written; bounds the replay
 * @param compactionDeadFraction share of dead bytes in an account that compaction keeps it under
 * @param roomKeptBytes         room on the disk that mail does not get, so that mail can be expunged when the disk is full
 * @param idleUnloadSeconds     an account that nobody used for so long leaves memory
 * @param workerThreads         threads that read and write files
 */
public record StorageSettings(
    @Setting(value = "64M", min = 1 << 20, max = 2_147_483_647, help = "size at which a journal segment is closed, in bytes") long segmentBytes,
    @Setting(value = "1M", min = 4096, max = 2_147_483_647, help = "messages of at least this size get a file of their own, in bytes") long bodyFileBytesMin,
    @Setting(value = "8M", min = 65_536, max = 2_147_483_647, help = "journal written since the last checkpoint that calls for the next, in bytes") long checkpointBytes,
    @Setting(value = "0.3", min = 0.05, max = 0.95, help = "share of dead bytes in an account that compaction keeps it under, 0.05 to 0.95") double compactionDeadFraction,
    @Setting(value = "128M", max = 1L << 40, help = "room on the disk (at most an eighth of it) that mail does not get: it is for expunges, checkpoints and compaction; 0 keeps none, in bytes") long roomKeptBytes,
    @Setting(value = "300", min = 1, max = 86_400, help = "time after which an unused account leaves memory, in seconds") int idleUnloadSeconds,
    @Setting(value = "32", min = 1, max = 1024, help = "threads that read and write files; those not needed end") int workerThreads) {}
