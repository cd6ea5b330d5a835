package org.godwit.imap.command;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Which octets of a message: what stands in {@code BODY[...]} (RFC 9051, 6.4.5.1).
 *
 * @param part part numbers from the outermost in; empty for the message itself
 * @param text which text of it
 * @param fields header field names as given, for the FIELDS kinds only, where there is at least one
 */
public record Section(List<Long> part, Text text, List<String> fields) {

  /** The whole message, {@code []}. */
  public static final Section ALL = new Section(List.of(), Text.ALL, List.of());

  public Section {
    part = List.copyOf(part);
    fields = List.copyOf(fields);
  }

  /** Which text of a part. */
  public enum Text {
    /** The part's body, encoded; the whole message if there is no part number. */
    ALL(""),
    HEADER("HEADER"),
    HEADER_FIELDS("HEADER.FIELDS"),
    HEADER_FIELDS_NOT("HEADER.FIELDS.NOT"),
    TEXT("TEXT"),
    /** Only with a part number. */
    MIME("MIME");

    private final String wire;

    Text(String wire) {
      this.wire = wire;
    }

    /** As on the wire. */
    public String wire() {
      return wire;
    }
  }

  /** {@code 4.2}; "" for the message itself. */
  public String partText() {
    return part.stream().map(String::valueOf).collect(Collectors.joining("."));
  }

  /** As on the wire without the brackets, field names as given: {@code 4.2.HEADER.FIELDS (DATE FROM)}. */
  @Override
  public String toString() {
    String dot = part.isEmpty() || text == Text.ALL ? "" : ".";
    String list = fields.isEmpty() ? "" : fields.stream().map(Section::astring).collect(Collectors.joining(" ", " (", ")"));
    return partText() + dot + text.wire + list;
  }

  private static String astring(String field) {
    boolean plain = field.chars().allMatch(c -> c > ' ' && c < 127 && "(){%*\"\\]".indexOf(c) < 0);
    return plain ? field : '"' + field.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
