package org.godwit.storage.journal;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.godwit.storage.codec.Checksum;
import org.godwit.storage.codec.Decoder;
import org.godwit.storage.codec.Encoder;
import org.godwit.storage.codec.FileFormat;
import org.godwit.storage.codec.FormatException;
import org.godwit.storage.codec.NewerFormatException;

/**
 * The first {@value #BYTES} octets of a segment: two equal copies of this, so that one bad sector does not take the segment.
 *
 * <pre>
 *   0  8  "GODWITJ1": the {@link FileFormat}
 *   8  4  0x01020304, big-endian like every number here
 *  12  4  epoch
 *  16  4  number
 *  20  8  tag: random, begins every entry; a stranger's mail cannot forge an entry without knowing it
 *  28  4  predecessor's epoch, 0 if there is none
 *  32  4  predecessor's number
 *  36  8  predecessor's end: what lies behind it there does not exist
 *  44  8  sequence number of the first entry
 *  52  4  number of the segment in which the last complete baseline begins, 0 if there is none
 *  56  8  offset of that baseline
 *  64  1+n  account, length and UTF-8
 * 508  4  CRC32C of the 508 octets before; the second copy follows at 512
 * </pre>
 *
 * @param predecessor the point at which this segment goes on
 * @param baseline where replay without a checkpoint may begin: an entry that begins a complete baseline; {@link
 *     #NO_BASELINE} if replay begins with the first segment
 */
public record SegmentHeader(SegmentName name, long tag, JournalPosition predecessor, Baseline baseline, String account) {

  /** Octets before the first entry. */
  public static final int BYTES = 1024;
  /** Longest account name, octets of UTF-8. */
  public static final int ACCOUNT_BYTES_MAX = 255;
  /** Nothing was restated yet. */
  public static final Baseline NO_BASELINE = new Baseline(0, 0);

  /** Where a baseline begins. */
  public record Baseline(int segment, long offset) {
    public boolean exists() {
      return segment > 0;
    }
  }

  private static final FileFormat FORMAT = FileFormat.of("GODWITJ1");
  private static final int ORDER = 0x01020304;
  private static final int COPY = 512;

  /** Sequence number of the first entry. */
  public long firstSequence() {
    return predecessor.sequence();
  }

  /** The segment's first {@value #BYTES} octets. */
  public ByteBuffer encode() {
    var copy = new Encoder(COPY).u64(FORMAT.magic()).u32(ORDER).u32(name.epoch()).u32(name.number()).u64(tag)
        .u32(predecessor.segment().epoch()).u32(predecessor.segment().number()).u64(predecessor.offset())
        .u64(firstSequence()).u32(baseline.segment).u64(baseline.offset).text(account).pad(COPY - 4);
    copy.u32(copy.checksumFrom(0));
    return ByteBuffer.allocate(BYTES).put(copy.view()).put(copy.view()).flip();
  }

  /**
   * Reads a header from a segment's first octets.
   *
   * @throws FormatException if neither copy is whole
   */
  public static SegmentHeader decode(ByteBuffer bytes) throws FormatException {
    try {
      return decodeCopy(bytes, 0);
    } catch (FormatException e) {
      return decodeCopy(bytes, COPY);
    }
  }

  /** Whether both copies are whole and the same. */
  public static boolean isWhole(ByteBuffer bytes) {
    try {
      return decodeCopy(bytes, 0).equals(decodeCopy(bytes, COPY));
    } catch (FormatException e) {
      return false;
    }
  }

  /**
   * Looks for the version only. One damaged octet does not make a segment a later one's: while a copy is whole, only another whole one
   * says otherwise.
   *
   * @throws NewerFormatException if a later version of Godwit wrote the segment
   */
  public static void requireKnown(ByteBuffer bytes, Path file) throws NewerFormatException {
    boolean readable = isReadable(bytes, 0) || isReadable(bytes, COPY);
    for (int at = 0; at + COPY <= bytes.remaining(); at += COPY) {
      if (!readable || isSealed(bytes, at)) {
        FORMAT.requireKnown(bytes.getLong(bytes.position() + at), file);
      }
    }
    if (bytes.remaining() < COPY) {
      FORMAT.requireKnown(bytes, file);
    }
  }

  private static boolean isReadable(ByteBuffer bytes, int at) {
    try {
      decodeCopy(bytes, at);
      return true;
    } catch (FormatException e) {
      return false;
    }
  }

  private static boolean isSealed(ByteBuffer bytes, int at) {
    int start = bytes.position() + at;
    return bytes.getInt(start + COPY - 4) == Checksum.of(bytes.slice(start, COPY - 4));
  }

  private static SegmentHeader decodeCopy(ByteBuffer bytes, int at) throws FormatException {
    if (bytes.remaining() < at + COPY) {
      throw new FormatException("segment header ends early");
    }
    var copy = bytes.slice(bytes.position() + at, COPY);
    if (!isSealed(bytes, at)) {
      throw new FormatException("segment header is damaged");
    }
    var in = new Decoder(copy);
    if (in.u64() != FORMAT.magic() || in.u32() != ORDER) {
      throw new FormatException("not a journal segment");
    }
    var name = new SegmentName(in.u32(), in.u32());
    long tag = in.u64();
    var before = new JournalPosition(new SegmentName(in.u32(), in.u32()), in.u64(), in.u64());
    return new SegmentHeader(name, tag, before, new Baseline(in.u32(), in.u64()), in.text());
  }
}
