package org.godwit.storage.journal;

import java.nio.ByteBuffer;
import org.godwit.storage.codec.Checksum;

/**
 * The head of an entry: a batch of records that happened together or not at all.
 *
 * <pre>
 *  0  8  the segment's tag
 *  8  8  sequence number, one more than the entry's before
 * 16  4  length of the records, octets
 * 20  4  length of the contents (bodies and summaries), octets
 * 24  4  CRC32C of the records
 * 28  4  number of records
 * 32  4  up to which offset this segment was durable when the entry was written: everything below was acknowledged
 * 36  8  time of writing, milliseconds since 1970, for people
 * 44  4  CRC32C of the 44 octets before
 * </pre>
 * The records follow, then zeros up to a multiple of 8, then the contents, then zeros again. Contents are checksummed each for
 * itself ({@link org.godwit.storage.codec.ContentFrame}): replay need not read them, and a damaged body does not take its record along.
 */
record EntryHeader(long sequence, int recordBytes, int contentBytes, int recordChecksum, int recordCount, long syncedEnd,
    long timeMs) {

  static final int BYTES = 48;
  static final int ALIGNMENT = 8;
  private static final int SYNCED_AT = 32;
  private static final int CHECKSUM_AT = 44;

  static long aligned(long length) {
    return length + ALIGNMENT - 1 & -ALIGNMENT;
  }

  /** Octets from the entry's start to its contents. */
  int contentStart() {
    return BYTES + (int) aligned(recordBytes);
  }

  /** Octets of the whole entry. */
  long length() {
    return contentStart() + aligned(contentBytes);
  }

  ByteBuffer encode(long tag) {
    var bytes = ByteBuffer.allocate(BYTES).putLong(tag).putLong(sequence).putInt(recordBytes).putInt(contentBytes)
        .putInt(recordChecksum).putInt(recordCount).putInt((int) syncedEnd).putLong(timeMs);
    return sealed(bytes.clear());
  }

  /** Says, shortly before the entry is written, what is durable by then. */
  static void markSynced(ByteBuffer header, long syncedEnd) {
    sealed(header.putInt(SYNCED_AT, (int) syncedEnd));
  }

  private static ByteBuffer sealed(ByteBuffer header) {
    return header.putInt(CHECKSUM_AT, Checksum.of(header.slice(0, CHECKSUM_AT)));
  }

  /** The header at an absolute offset of a buffer, or null if there is none. */
  static EntryHeader decode(ByteBuffer bytes, int at, long tag) {
    if (bytes.limit() - at < BYTES || bytes.getLong(at) != tag
        || bytes.getInt(at + CHECKSUM_AT) != Checksum.of(bytes.slice(at, CHECKSUM_AT))) {
      return null;
    }
    var header = new EntryHeader(bytes.getLong(at + 8), bytes.getInt(at + 16), bytes.getInt(at + 20),
        bytes.getInt(at + 24), bytes.getInt(at + 28), bytes.getInt(at + SYNCED_AT) & 0xFFFF_FFFFL, bytes.getLong(at + 36));
    return header.recordBytes < 0 || header.contentBytes < 0 ? null : header;
  }
}
