package org.godwit.mime;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The fields of interest of one header, collected line by line. Keeps values as raw octets, one character per octet.
 * Bounds: {@link #FIELD_BYTES_MAX} of one value, {@link #HEADER_BYTES_MAX} of all; what goes beyond is cut and noted.
 */
final class HeaderBlock {
  /** Octets of one field value kept at most. */
  static final int FIELD_BYTES_MAX = 64 * 1024;
  /** Octets of all values of one header kept at most. */
  static final int HEADER_BYTES_MAX = 256 * 1024;

  private static final Set<String> OF_PARTS = Set.of("content-type", "content-transfer-encoding", "content-id",
      "content-description", "content-md5", "content-disposition", "content-language", "content-location");
  private static final Set<String> OF_MESSAGES = Set.of("from", "sender", "reply-to", "to", "cc", "bcc", "subject", "date",
      "message-id", "in-reply-to", "references");

  private final boolean message;
  private final Map<String, List<String>> fields = new HashMap<>();
  private final StringBuilder value = new StringBuilder();
  private String name;
  private int kept;
  private boolean cut;

  /** @param message true for the header of a message, false for that of a body part */
  HeaderBlock(boolean message) {
    this.message = message;
  }

  /** Takes a line that begins a field, or garbage, without regard to its line end. */
  void line(byte[] bytes, int offset, int length) {
    finish();
    int colon = FieldNames.colon(bytes, offset, length);
    name = colon < 0 ? null : interesting(FieldNames.lowerCase(bytes, offset, colon - offset));
    if (name != null) {
      append(bytes, colon + 1, offset + length - colon - 1);
    }
  }

  /** Takes a line that begins with white space: it belongs to the field before. */
  void continuation(byte[] bytes, int offset, int length) {
    if (name != null) {
      append(bytes, offset, length);
    }
  }

  /** Notes that a line was longer than what was handed over of it. */
  void lineCut() {
    cut |= name != null;
  }

  /** Tells that the header is complete. */
  void finish() {
    if (name != null) {
      fields.computeIfAbsent(name, key -> new ArrayList<>(1)).add(HeaderText.unfold(value.toString()));
      name = null;
      value.setLength(0);
    }
  }

  /** The first field of a name, unfolded; null when there is none. */
  String first(String lowerCaseName) {
    List<String> values = fields.get(lowerCaseName);
    return values == null ? null : values.getFirst();
  }

  /** All fields of a name, unfolded, joined by ", "; null when there is none. */
  String joined(String lowerCaseName) {
    List<String> values = fields.get(lowerCaseName);
    return values == null ? null : String.join(", ", values);
  }

  /** True when a bound cut something of interest. */
  boolean wasCut() {
    return cut;
  }

  private String interesting(String lowerCaseName) {
    return OF_PARTS.contains(lowerCaseName) || message && OF_MESSAGES.contains(lowerCaseName) ? lowerCaseName : null;
  }

  private void append(byte[] bytes, int offset, int length) {
    int room = Math.min(FIELD_BYTES_MAX - value.length(), HEADER_BYTES_MAX - kept);
    int take = Math.min(length, room);
    cut |= take < length;
    if (take > 0) {
      value.append(new String(bytes, offset, take, StandardCharsets.ISO_8859_1));
      kept += take;
    }
  }
}
