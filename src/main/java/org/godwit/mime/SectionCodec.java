package org.godwit.mime;

import org.godwit.mail.CompactReader;
import org.godwit.mail.CompactWriter;

/**
 * The compact form of one entity of the section tree, pre-order, all numbers varints:
 * <pre>
 * u8      bits 0-1 kind, bits 2-4 transfer encoding, bit 5 attachment
 * varint  header start, counted from the body start of the entity before (from 0 for the first)
 * varint  octets of the header, varint octets of the body, varint lines of the body
 * varint  length, then the type; varint length, then the charset
 * varint  number of children, only when the kind is not LEAF
 * </pre>
 */
final class SectionCodec {
  private static final Part.Kind[] KINDS = Part.Kind.values();
  private static final TransferEncoding[] ENCODINGS = TransferEncoding.values();

  private SectionCodec() {}

  static void write(CompactWriter out, Part part, long previousBodyStart) {
    out.u8(part.kind().ordinal() | part.encoding().ordinal() << 2 | (part.attachment() ? 32 : 0))
        .varint(part.headerStart() - previousBodyStart)
        .varint(part.bodyStart() - part.headerStart())
        .varint(part.bodyEnd() - part.bodyStart())
        .varint(part.lines())
        .varint(part.type().length()).latin1(part.type())
        .varint(part.charset().length()).latin1(part.charset());
    if (part.kind() != Part.Kind.LEAF) {
      out.varint(part.childCount());
    }
  }

  static Part read(CompactReader in, long previousBodyStart) {
    int bits = in.u8();
    Part.Kind kind = KINDS[Math.min(bits & 3, KINDS.length - 1)];
    TransferEncoding encoding = ENCODINGS[Math.min(bits >> 2 & 7, ENCODINGS.length - 1)];
    long headerStart = previousBodyStart + in.varint();
    long bodyStart = headerStart + in.varint();
    long bodyEnd = bodyStart + in.varint();
    long lines = in.varint();
    String type = in.latin1(in.count());
    String charset = in.latin1(in.count());
    int children = kind == Part.Kind.LEAF ? 0 : Math.toIntExact(in.varint());
    return new Part(kind, type, charset, encoding, (bits & 32) != 0, headerStart, bodyStart, bodyEnd, lines, children);
  }
}
