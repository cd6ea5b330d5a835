package org.godwit.mime;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.godwit.mail.CompactReader;
import org.godwit.mail.CompactWriter;
import org.godwit.mail.Summary;

/**
 * The summary of a message behind one head from that behind another, without reading the message again. A head is a run of whole header
 * fields, the same fields in both, such as what each recipient's copy of a message begins with. None of them may be what ENVELOPE,
 * BODYSTRUCTURE, texts or ids are made of. Immutable, any thread.
 */
public final class HeadSwap {

  private final Summary summary;
  private final long headOctets;
  private final byte[] headStored;

  /**
   * For a message that was parsed with a head in front.
   *
   * @param summary of both
   * @param head what was in front
   */
  public HeadSwap(Summary summary, byte[] head) {
    this.summary = summary;
    this.headOctets = head.length;
    this.headStored = stored(head);
  }

  /** The summary of the same message behind another head, its digest excepted. */
  public Summary behind(byte[] head) {
    long more = head.length - headOctets;
    return summary.withHeader(more, sections(more), storedHeader(stored(head)));
  }

  /** All offsets but the message's own are relative. */
  private byte[] sections(long more) {
    byte[] tree = octets(summary.sections());
    var in = new CompactReader(tree, 0, tree.length);
    var root = SectionCodec.read(in, 0);
    var out = new CompactWriter(tree.length + Long.BYTES);
    SectionCodec.write(out, new Part(root.kind(), root.type(), root.charset(), root.encoding(), root.attachment(), root.headerStart(),
        root.bodyStart() + more, root.bodyEnd() + more, root.lines(), root.childCount()), 0);
    return out.bytes(tree, in.position(), in.remaining()).toByteArray();
  }

  /** Null if the lines are not there, or would be too many. */
  private byte[] storedHeader(byte[] newHeadStored) {
    byte[] lines = octets(summary.storedHeader());
    if (lines.length - headStored.length + newHeadStored.length > Summary.STORED_HEADER_BYTES_MAX
        || !Arrays.equals(lines, 0, Math.min(lines.length, headStored.length), headStored, 0, headStored.length)) {
      return null;
    }
    return new CompactWriter(lines.length + newHeadStored.length).bytes(newHeadStored)
        .bytes(lines, headStored.length, lines.length - headStored.length).toByteArray();
  }

  private static byte[] stored(byte[] head) {
    return octets(MessageParser.parse(head).storedHeader());
  }

  private static byte[] octets(ByteBuffer buffer) {
    byte[] octets = new byte[buffer.remaining()];
    buffer.get(octets);
    return octets;
  }
}
