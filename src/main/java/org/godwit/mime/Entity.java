package org.godwit.mime;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.godwit.mail.Envelope;

/** A node of the tree while it grows: the message itself, a body part, or an embedded message. Confined to its parser. */
final class Entity {
  final Entity parent;
  final int depth;
  /** True for the message itself and for embedded ones: its header is that of a message. */
  final boolean message;
  final long headerStart;
  final List<Entity> children = new ArrayList<>(0);

  /** Null once the header is complete and interpreted. */
  HeaderBlock header;
  MimeFields fields;
  /** Null for body parts. */
  Envelope envelope;
  Part.Kind kind = Part.Kind.LEAF;
  /** Null unless its boundary is looked for. */
  private byte[] boundary;

  long bodyStart = -1;
  long bodyEnd;
  long linesBefore;
  long lines;

  Entity(Entity parent, boolean message, long headerStart) {
    this.parent = parent;
    this.depth = parent == null ? 0 : parent.depth + 1;
    this.message = message;
    this.headerStart = headerStart;
    this.header = new HeaderBlock(message);
    if (parent != null) {
      parent.children.add(this);
    }
  }

  /** From now on the boundary of this multipart is looked for. */
  void openMultipart() {
    kind = Part.Kind.MULTIPART;
    boundary = fields.boundary().getBytes(StandardCharsets.ISO_8859_1);
  }

  /** The close delimiter has been seen: what follows is epilogue. */
  void closeMultipart() {
    boundary = null;
  }

  boolean isOpenMultipart() {
    return boundary != null;
  }

  /** Octets of the boundary; 0 when it is not looked for. */
  int boundaryLength() {
    return boundary == null ? 0 : boundary.length;
  }

  /** True when {@code [from, to)} begins with the boundary. */
  boolean hasBoundary(byte[] bytes, int from, int to) {
    return boundary != null && to - from >= boundary.length
        && Arrays.equals(bytes, from, from + boundary.length, boundary, 0, boundary.length);
  }

  /** True when parts of this multipart are messages unless they say otherwise. */
  boolean isDigest() {
    return kind == Part.Kind.MULTIPART && fields.subtype().equalsIgnoreCase("digest");
  }

  /**
   * Ends the body at {@code end}, but never before it began or before its last child ended: those ends may lie behind,
   * when a boundary of an outer multipart follows a header directly and its line end has been taken for the blank line.
   */
  void endBody(long end, long linesAtEnd, long linesAtBoundary) {
    long last = children.isEmpty() ? bodyStart : Math.max(bodyStart, children.getLast().bodyEnd);
    bodyEnd = Math.max(end, last);
    lines = Math.max(0, (bodyEnd == end ? linesAtEnd : linesAtBoundary) - linesBefore);
  }
}
