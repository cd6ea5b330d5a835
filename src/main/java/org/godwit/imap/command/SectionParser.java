package org.godwit.imap.command;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.godwit.imap.command.Section.Text;
import org.godwit.mail.SequenceSet;

/**
 * {@code section = "[" [section-msgtext / (section-part ["." section-text])] "]"}, {@code section-binary = "[" [section-part]
 * "]"}, {@code section-part = nz-number *("." nz-number)} (RFC 9051, 9).
 */
final class SectionParser {

  private static final int FIELDS_MAX = 1000;

  private SectionParser() {}

  static Section section(CommandReader in) throws ParseException {
    in.require('[');
    in.want("section");
    List<Long> part = new ArrayList<>();
    Text text = Text.ALL;
    boolean open = part(in, part);
    if (open && (!part.isEmpty() || in.peek() != ']')) {
      text = text(in, !part.isEmpty());
    }
    List<String> fields = text == Text.HEADER_FIELDS || text == Text.HEADER_FIELDS_NOT ? headerList(in) : List.of();
    in.require(']');
    return new Section(part, text, fields);
  }

  static List<Long> binary(CommandReader in) throws ParseException {
    in.require('[');
    in.want("part number");
    List<Long> part = new ArrayList<>();
    if (part(in, part) && !part.isEmpty()) {
      throw in.missing();
    }
    in.require(']');
    return List.copyOf(part);
  }

  /** Reads the numbers with the dots behind them; whether more of the section is to follow. */
  private static boolean part(CommandReader in, List<Long> part) throws ParseException {
    while (Ascii.isDigit(in.peek())) {
      part.add(in.nzNumber(SequenceSet.NUMBER_MAX));
      if (!in.skip('.')) {
        return false;
      }
    }
    return true;
  }

  /** {@code section-text = section-msgtext / "MIME"}, {@code section-msgtext = "HEADER" / "HEADER.FIELDS" [".NOT"] / "TEXT"} */
  private static Text text(CommandReader in, boolean ofPart) throws ParseException {
    String name = in.run(Ascii::isItemName).toUpperCase(Locale.ROOT);
    for (Text text : Text.values()) {
      if (text != Text.ALL && text.wire().equals(name) && (ofPart || text != Text.MIME)) {
        return text;
      }
    }
    throw ParseException.bad("Unknown section " + Ascii.shortened(name));
  }

  /** {@code SP header-list}, {@code header-list = "(" header-fld-name *(SP header-fld-name) ")"} */
  private static List<String> headerList(CommandReader in) throws ParseException {
    List<String> fields = new ArrayList<>();
    in.expect("header list").list(() -> fields.add(field(in)));
    if (fields.isEmpty() || fields.size() > FIELDS_MAX) {
      throw ParseException.bad("Expected 1 to " + FIELDS_MAX + " header field names");
    }
    return fields;
  }

  /** The answer repeats the name, so nothing gets in that could not be written in quotes. */
  private static String field(CommandReader in) throws ParseException {
    String field = in.want("header field name").astring(StandardCharsets.US_ASCII);
    if (field.isEmpty() || field.chars().anyMatch(c -> c < ' ' || c == 127)) {
      throw in.invalid("empty, or with a control character");
    }
    return field;
  }
}
