package org.godwit.mime;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.godwit.mail.CompactReader;
import org.godwit.mail.Summary;

/**
 * The section tree of a message: finds the octets of {@code BODY[section]} (RFC 9051, 6.4.5) without reading the
 * message. Immutable. Entities stand in pre-order, the message itself first.
 */
public final class Sections {
  private final List<Part> parts;
  /** Per entity, the index behind its last descendant. */
  private final int[] subtreeEnd;

  private Sections(List<Part> parts) {
    this.parts = List.copyOf(parts);
    this.subtreeEnd = subtreeEnds(this.parts);
  }

  /** What of a part a section names. */
  public enum Kind {
    /** {@code BODY[1.2]}; with an empty path the whole message. */
    BODY,
    /** {@code BODY[HEADER]}, {@code BODY[1.2.HEADER]}: the header of a message. */
    HEADER,
    /** {@code BODY[TEXT]}, {@code BODY[1.2.TEXT]}: a message without its header. */
    TEXT,
    /** {@code BODY[1.2.MIME]}: the header of a body part. */
    MIME
  }

  /** The section tree that a summary holds. */
  public static Sections of(Summary summary) {
    ByteBuffer stored = summary.sections();
    byte[] bytes = new byte[stored.remaining()];
    stored.get(bytes);
    CompactReader in = new CompactReader(bytes, 0, bytes.length);
    List<Part> parts = new ArrayList<>();
    long previous = 0;
    while (in.remaining() > 0) {
      Part part = SectionCodec.read(in, previous);
      previous = part.bodyStart();
      parts.add(part);
    }
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("summary without a section tree");
    }
    return new Sections(parts);
  }

  /** All entities in pre-order; the first is the message itself. */
  public List<Part> parts() {
    return parts;
  }

  /** The message itself. */
  public Part root() {
    return parts.getFirst();
  }

  /**
   * The octets of a section.
   *
   * @param path part numbers, each at least 1; empty for the message itself
   * @return empty when there is no such section
   */
  public Optional<OctetRange> find(int[] path, Kind kind) {
    if (path.length == 0) {
      return ofMessage(root(), kind);
    }
    int index = locate(path);
    if (index < 0) {
      return Optional.empty();
    }
    Part part = parts.get(index);
    return switch (kind) {
      case BODY -> Optional.of(part.body());
      case MIME -> Optional.of(part.header());
      case HEADER, TEXT -> part.kind() == Part.Kind.MESSAGE
          ? ofMessage(parts.get(index + 1), kind) : Optional.empty();
    };
  }

  /** The part that part numbers name, or empty; an empty path names the message. */
  public Optional<Part> part(int... path) {
    int index = locate(path);
    return index < 0 ? Optional.empty() : Optional.of(parts.get(index));
  }

  /** Entity indexes of the direct children of entity {@code index}. */
  List<Integer> children(int index) {
    List<Integer> children = new ArrayList<>();
    for (int child = index + 1; child < subtreeEnd[index]; child = subtreeEnd[child]) {
      children.add(child);
    }
    return children;
  }

  private static Optional<OctetRange> ofMessage(Part message, Kind kind) {
    return switch (kind) {
      case BODY -> Optional.of(new OctetRange(message.headerStart(), message.bodyEnd()));
      case HEADER -> Optional.of(message.header());
      case TEXT -> Optional.of(message.body());
      case MIME -> Optional.empty();
    };
  }

  /** The index of the entity named by part numbers, or -1. */
  private int locate(int[] path) {
    int message = 0;
    for (int i = 0; i < path.length; i++) {
      message = step(message, i > 0, path[i]);
      if (message < 0) {
        return -1;
      }
    }
    return message;
  }

  /**
   * One part number further. A message that is not a multipart has its body as part 1: the entity stays the same, and
   * a step from a part (not from a message) goes first into the message that the part holds.
   */
  private int step(int from, boolean fromPart, int number) {
    int container = from;
    Part part = parts.get(container);
    if (fromPart && part.kind() == Part.Kind.MESSAGE) {
      container = from + 1;
      part = parts.get(container);
    } else if (fromPart && part.kind() == Part.Kind.LEAF) {
      return -1;
    }
    if (part.kind() != Part.Kind.MULTIPART) {
      return number == 1 ? container : -1;
    }
    return child(container, number);
  }

  private int child(int container, int number) {
    if (number < 1 || number > parts.get(container).childCount()) {
      return -1;
    }
    int child = container + 1;
    for (int i = 1; i < number; i++) {
      child = subtreeEnd[child];
    }
    return child;
  }

  /** Walks backwards: a subtree ends where its last child's does. */
  private static int[] subtreeEnds(List<Part> parts) {
    int[] ends = new int[parts.size()];
    for (int i = parts.size() - 1; i >= 0; i--) {
      int end = i + 1;
      for (int child = parts.get(i).childCount(); child > 0; child--) {
        if (end >= parts.size()) {
          throw new IllegalArgumentException("section tree lacks entities");
        }
        end = ends[end];
      }
      ends[i] = end;
    }
    return ends;
  }
}
