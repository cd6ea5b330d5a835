package org.godwit.imap.handler.fetch;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.godwit.imap.command.FetchItem;
import org.godwit.imap.command.Partial;
import org.godwit.imap.command.Section;
import org.godwit.mail.Summary;
import org.godwit.mime.HeaderFilter;
import org.godwit.mime.HeaderNames;
import org.godwit.mime.OctetRange;
import org.godwit.mime.Part;
import org.godwit.mime.Sections;
import org.godwit.mime.TransferDecoder;

/**
 * An item that answers with octets of a message, compiled: BODY[...], RFC822*, BINARY[...], BINARY.SIZE[...]. Immutable.
 *
 * @param label as on the wire, with a space before and behind
 * @param kind what is told of the octets
 * @param path part numbers
 * @param text which text of the part
 * @param names of the FIELDS kinds, else null
 * @param summaryHolds whether these are fields of which every summary holds a copy, with few exceptions
 * @param partial an octet range of the outcome, or null
 */
record BodyItem(byte[] label, Kind kind, int[] path, Section.Text text, HeaderNames names, boolean summaryHolds,
    Partial partial) implements PlannedItem {

  /** What is told of the octets. */
  enum Kind {
    /** As they are stored. */
    BODY,
    /** Decoded; a literal8 if there is a NUL among them. */
    BINARY,
    /** How many there are when decoded. */
    BINARY_SIZE
  }

  static BodyItem of(FetchItem.Body item) {
    return of("BODY[" + item.section() + "]" + origin(item.partial()), item.section(), item.partial().orElse(null));
  }

  static BodyItem of(FetchItem.Rfc822 item) {
    return of(item.wire(), item.section(), null);
  }

  static BodyItem of(FetchItem.Binary item) {
    return binary("BINARY", Kind.BINARY, item.part(), item.partial());
  }

  static BodyItem of(FetchItem.BinarySize item) {
    return binary("BINARY.SIZE", Kind.BINARY_SIZE, item.part(), Optional.empty());
  }

  private static BodyItem of(String label, Section section, Partial partial) {
    var names = section.fields().isEmpty() ? null : new HeaderNames(section.fields());
    return new BodyItem(PlannedItem.label(label), Kind.BODY, path(section.part()), section.text(), names, isHeld(section),
        partial);
  }

  private static boolean isHeld(Section section) {
    return section.text() == Section.Text.HEADER_FIELDS && section.part().isEmpty()
        && section.fields().stream().allMatch(name -> Summary.STORED_FIELDS.contains(name.toLowerCase(Locale.ROOT)));
  }

  private static BodyItem binary(String name, Kind kind, List<Long> part, Optional<Partial> partial) {
    var section = new Section(part, Section.Text.ALL, List.of());
    return new BodyItem(PlannedItem.label(name + "[" + section + "]" + origin(partial)), kind, path(part),
        Section.Text.ALL, null, false, partial.orElse(null));
  }

  private static String origin(Optional<Partial> partial) {
    return partial.map(range -> "<" + range.offset() + ">").orElse("");
  }

  /** Part numbers that no message has become the largest one that fits. */
  private static int[] path(List<Long> part) {
    return part.stream().mapToInt(number -> (int) Math.min(number, Integer.MAX_VALUE)).toArray();
  }

  @Override
  public boolean needsSummary() {
    return path.length > 0 || text != Section.Text.ALL;
  }

  @Override
  public boolean lasts() {
    // a label does not tell how long a partial is
    return kind == Kind.BODY && summaryHolds && partial == null;
  }

  /** Whether most of a message's octets are wanted, so that the next message's had better be read along. */
  boolean wantsMost() {
    return path.length == 0 && (text == Section.Text.ALL || text == Section.Text.TEXT) && partial == null;
  }

  /** Finds the octets in a message. */
  Located locate(FetchedMessage message) {
    return kind == Kind.BODY ? body(message) : decoded(message);
  }

  private Located body(FetchedMessage message) {
    if (summaryHolds && message.summary().covers(List.of())) {
      return new Located.InMemory(message.summary().storedHeader(), this::filter, Located.Window.of(partial));
    }
    OctetRange range = range(message);
    if (range == null) {
      return Located.ABSENT;
    }
    if (names != null) {
      return new Located.Transformed(range, this::filter, Located.Window.of(partial));
    }
    return new Located.Stored(cut(range));
  }

  private Transform filter() {
    return new Filtering(new HeaderFilter(names, text == Section.Text.HEADER_FIELDS_NOT));
  }

  private OctetRange range(FetchedMessage message) {
    if (path.length > 0) {
      return message.sections().find(path, sectionKind()).orElse(null);
    }
    long size = message.octets();
    return switch (text) {
      case ALL -> new OctetRange(0, size);
      case HEADER, HEADER_FIELDS, HEADER_FIELDS_NOT -> new OctetRange(0, Math.min(size, message.summary().headerSize()));
      case TEXT -> new OctetRange(Math.min(size, message.summary().headerSize()), size);
      case MIME -> null;
    };
  }

  private Sections.Kind sectionKind() {
    return switch (text) {
      case ALL -> Sections.Kind.BODY;
      case HEADER, HEADER_FIELDS, HEADER_FIELDS_NOT -> Sections.Kind.HEADER;
      case TEXT -> Sections.Kind.TEXT;
      case MIME -> Sections.Kind.MIME;
    };
  }

  private OctetRange cut(OctetRange range) {
    if (partial == null) {
      return range;
    }
    long start = range.start() + Math.min(partial.offset(), range.length());
    return new OctetRange(start, start + Math.min(partial.length(), range.end() - start));
  }

  /** Only single parts have a transfer encoding; messages and multiparts are given as they are (RFC 9051, 6.4.5: BINARY). */
  private Located decoded(FetchedMessage message) {
    if (path.length == 0) {
      return identity(new OctetRange(0, message.octets()));
    }
    Part part = message.sections().part(path).orElse(null);
    if (part == null) {
      return Located.ABSENT;
    }
    if (part.kind() != Part.Kind.LEAF || part.encoding().isIdentity()) {
      return identity(part.body());
    }
    var encoding = part.encoding();
    if (TransferDecoder.of(encoding).isEmpty()) {
      return Located.UNDECODABLE;
    }
    return new Located.Transformed(part.body(), () -> new Decoding(TransferDecoder.of(encoding).orElseThrow()),
        Located.Window.of(partial));
  }

  private Located identity(OctetRange range) {
    return kind == Kind.BINARY_SIZE ? new Located.Sized(range.length()) : new Located.Stored(cut(range));
  }
}
