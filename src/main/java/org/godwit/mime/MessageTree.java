package org.godwit.mime;

import java.util.ArrayList;
import java.util.List;
import org.godwit.mail.Envelope;

/**
 * The tree of entities while a message is parsed. {@link MessageParser} finds the lines; here is what they mean.
 *
 * <p>Bounds: at most {@link #ENTITIES_MAX} entities, then no more boundaries are looked for and the rest belongs to the
 * last one; nesting at most {@link #DEPTH_MAX} deep, what is nested deeper is opaque; of all entities but the message
 * itself together {@link #KEPT_BYTES_MAX} octets of parameters, envelopes and the like, beyond which they go without.
 */
final class MessageTree {
  /** Entities (messages and parts) told apart in one message. */
  static final int ENTITIES_MAX = 2_000;
  /** Multiparts and messages within each other. */
  static final int DEPTH_MAX = 100;
  /** Octets kept for ENVELOPE and BODYSTRUCTURE of everything but the message itself. */
  static final int KEPT_BYTES_MAX = 256 * 1024;

  /** In the order of their headers, which is pre-order. */
  private final List<Entity> entities = new ArrayList<>();
  private final HeaderBlock messageHeader;
  private final StoredHeader stored = new StoredHeader();
  private final Preview preview = new Preview();

  private Entity current;
  private int openMultiparts;
  private boolean full;
  private int keptBytes;
  private long lineFeeds;
  /** Octets of the last line end of content. */
  private int lineEndBytes;

  MessageTree() {
    current = add(new Entity(null, true, 0));
    messageHeader = current.header;
  }

  List<Entity> entities() {
    return entities;
  }

  HeaderBlock messageHeader() {
    return messageHeader;
  }

  StoredHeader stored() {
    return stored;
  }

  Preview preview() {
    return preview;
  }

  boolean inHeader() {
    return current.header != null;
  }

  boolean hasOpenMultipart() {
    return openMultiparts > 0 && !full;
  }

  /** Counts line ends. {@code carriageReturn} matters only for a single one in a body. */
  void lineFeeds(int count, boolean carriageReturn) {
    lineFeeds += count;
    lineEndBytes = carriageReturn ? 2 : 1;
  }

  /** Octets of the body of the current entity, in order; delimiter lines may be among them. */
  void content(byte[] bytes, int offset, int length) {
    preview.content(current, bytes, offset, length);
  }

  /** A line of the current header, its line end included; {@code lineEnd} is the offset in the message behind it. */
  void headerLine(byte[] bytes, int offset, int length, boolean cut, long lineEnd) {
    boolean blank = isBlank(bytes, offset, length);
    boolean continuation = bytes[offset] == ' ' || bytes[offset] == '\t';
    if (current.parent == null) {
      stored.line(bytes, offset, length, blank, continuation, cut);
    }
    if (blank) {
      endHeader(lineEnd);
      return;
    }
    if (continuation) {
      current.header.continuation(bytes, offset, length);
    } else {
      current.header.line(bytes, offset, length);
    }
    if (cut) {
      current.header.lineCut();
    }
  }

  /**
   * Takes a line that may be a delimiter (RFC 2046, 5.1.1): two hyphens, the boundary, two more for the last one, then the
   * end of the line or white space and anything. If several open multiparts could be meant it is that with the longest
   * boundary, and of equal ones the innermost.
   *
   * @return false when it is none
   */
  boolean delimiter(byte[] bytes, int offset, int length, long lineStart, long lineEnd) {
    if (!hasOpenMultipart() || length < 3 || bytes[offset] != '-' || bytes[offset + 1] != '-') {
      return false;
    }
    int from = offset + 2;
    int to = offset + length;
    Entity meant = null;
    boolean last = false;
    for (Entity entity = current; entity != null; entity = entity.parent) {
      boolean longer = meant == null || entity.boundaryLength() > meant.boundaryLength();
      if (longer && entity.hasBoundary(bytes, from, to)) {
        int behind = from + entity.boundaryLength();
        boolean closing = to - behind >= 2 && bytes[behind] == '-' && bytes[behind + 1] == '-'
            && endsOrWhite(bytes, behind + 2, to);
        if (closing || endsOrWhite(bytes, behind, to)) {
          meant = entity;
          last = closing;
        }
      }
    }
    if (meant == null) {
      return false;
    }
    return last ? lastPart(meant, lineStart) : nextPart(meant, lineStart, lineEnd);
  }

  /** Tells that the message ends at {@code end}. */
  void finish(long end) {
    while (inHeader()) {
      endHeader(end);
    }
    for (Entity entity = current; entity != null; entity = entity.parent) {
      entity.endBody(end, lineFeeds, lineFeeds);
      preview.end(entity);
    }
  }

  private static boolean endsOrWhite(byte[] bytes, int at, int end) {
    return at == end || HeaderText.isWhite((char) (bytes[at] & 0xff));
  }

  private boolean lastPart(Entity multipart, long lineStart) {
    endBodies(multipart, lineStart);
    multipart.closeMultipart();
    openMultiparts--;
    return true;
  }

  private boolean nextPart(Entity multipart, long lineStart, long lineEnd) {
    if (entities.size() >= ENTITIES_MAX) {
      full = true;
      return false;
    }
    endBodies(multipart, lineStart);
    preview.firstPart(multipart);
    current = add(new Entity(multipart, false, lineEnd));
    return true;
  }

  /** A delimiter of {@code multipart} at {@code lineStart} ends everything in it; the line end before it is part of it. */
  private void endBodies(Entity multipart, long lineStart) {
    while (inHeader()) {
      endHeader(lineStart);
    }
    for (Entity entity = current; entity != multipart; entity = entity.parent) {
      entity.endBody(lineStart - lineEndBytes, lineFeeds - 1, lineFeeds);
      preview.end(entity);
      if (entity.isOpenMultipart()) {
        openMultiparts--;
      }
    }
    current = multipart;
  }

  private void endHeader(long bodyStart) {
    Entity entity = current;
    entity.header.finish();
    entity.bodyStart = bodyStart;
    entity.linesBefore = lineFeeds;
    interpret(entity);
    entity.header = null;
    if (entity.fields.isMultipart()) {
      openMultipart(entity);
    } else if (entity.fields.isMessage()) {
      openMessage(entity);
    }
    preview.begin(entity);
  }

  private void interpret(Entity entity) {
    entity.fields = MimeFields.of(entity.header, entity.parent != null && entity.parent.isDigest());
    entity.envelope = entity.message ? Envelopes.of(entity.header) : null;
    if (entity.parent == null) {
      return;
    }
    int weight = entity.fields.weight() + (entity.message ? Envelopes.weight(entity.envelope) : 0);
    if (weight > KEPT_BYTES_MAX - keptBytes) {
      entity.fields = entity.fields.bare();
      entity.envelope = entity.message ? Envelope.EMPTY : null;
    } else {
      keptBytes += weight;
    }
  }

  private void openMultipart(Entity entity) {
    if (entity.fields.boundary() == null) {
      entity.fields = entity.fields.asPlainText();
    } else if (entity.depth >= DEPTH_MAX) {
      entity.fields = entity.fields.asOpaque();
    } else {
      entity.openMultipart();
      openMultiparts++;
    }
  }

  /** A message in another transfer encoding than the identity ones (RFC 2046, 5.2.1 forbids it) stays closed. */
  private void openMessage(Entity entity) {
    if (entity.depth >= DEPTH_MAX || entities.size() >= ENTITIES_MAX || !entity.fields.encoding().isIdentity()) {
      entity.fields = entity.fields.asOpaque();
    } else {
      entity.kind = Part.Kind.MESSAGE;
      current = add(new Entity(entity, true, entity.bodyStart));
    }
  }

  private Entity add(Entity entity) {
    entities.add(entity);
    return entity;
  }

  private static boolean isBlank(byte[] bytes, int offset, int length) {
    return bytes[offset] == '\n' || length == 2 && bytes[offset] == '\r' && bytes[offset + 1] == '\n';
  }
}
