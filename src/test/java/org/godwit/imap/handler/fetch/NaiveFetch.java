package org.godwit.imap.handler.fetch;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.godwit.imap.command.FetchItem;
import org.godwit.imap.command.Partial;
import org.godwit.imap.command.Section;
import org.godwit.mime.MessageParser;
import org.godwit.mime.OctetRange;
import org.godwit.mime.Part;
import org.godwit.mime.Sections;
import org.godwit.mime.TransferDecoder;

/** What FETCH must answer for a body item, made the simple way: whole arrays, no summary, no streams. */
final class NaiveFetch {

  private final byte[] message;
  private final Sections sections;

  NaiveFetch(byte[] message) {
    this.message = message;
    this.sections = Sections.of(MessageParser.parse(message));
  }

  /** The label and the value; null if it cannot be decoded. */
  String answer(FetchItem item) {
    return switch (item) {
      case FetchItem.Body body -> "BODY[" + body.section() + "]" + origin(body.partial().orElse(null))
          + literal(cut(section(body.section()), body.partial().orElse(null)), false);
      case FetchItem.Binary binary -> {
        byte[] decoded = decoded(binary.part());
        yield decoded == UNDECODABLE ? null : "BINARY[" + new Section(binary.part(), Section.Text.ALL, List.of()) + "]"
            + origin(binary.partial().orElse(null)) + literal(cut(decoded, binary.partial().orElse(null)), true);
      }
      case FetchItem.BinarySize size -> {
        byte[] decoded = decoded(size.part());
        yield decoded == UNDECODABLE ? null : "BINARY.SIZE[" + new Section(size.part(), Section.Text.ALL, List.of()) + "] "
            + (decoded == null ? 0 : decoded.length);
      }
      default -> throw new IllegalArgumentException(item.toString());
    };
  }

  private static final byte[] UNDECODABLE = {};

  private static String origin(Partial partial) {
    return partial == null ? "" : "<" + partial.offset() + ">";
  }

  private static byte[] cut(byte[] octets, Partial partial) {
    if (octets == null || partial == null) {
      return octets;
    }
    int from = (int) Math.min(partial.offset(), octets.length);
    return Arrays.copyOfRange(octets, from, (int) Math.min(octets.length, from + Math.min(partial.length(), octets.length)));
  }

  private static String literal(byte[] octets, boolean binary) {
    if (octets == null) {
      return " NIL";
    }
    var text = new String(octets, StandardCharsets.ISO_8859_1);
    if (text.isEmpty()) {
      return " \"\"";
    }
    return (binary && text.indexOf('\0') >= 0 ? " ~{" : " {") + octets.length + "}\r\n" + text;
  }

  private byte[] section(Section section) {
    int[] path = section.part().stream().mapToInt(Long::intValue).toArray();
    var range = sections.find(path, switch (section.text()) {
      case ALL -> Sections.Kind.BODY;
      case HEADER, HEADER_FIELDS, HEADER_FIELDS_NOT -> Sections.Kind.HEADER;
      case TEXT -> Sections.Kind.TEXT;
      case MIME -> Sections.Kind.MIME;
    }).orElse(null);
    byte[] octets = range == null ? null : octets(range);
    return octets == null || section.fields().isEmpty() ? octets
        : fields(octets, section.fields(), section.text() == Section.Text.HEADER_FIELDS);
  }

  private byte[] octets(OctetRange range) {
    return Arrays.copyOfRange(message, (int) range.start(), (int) range.end());
  }

  private static byte[] fields(byte[] header, List<String> names, boolean keepNamed) {
    var kept = new StringBuilder();
    boolean keep = !keepNamed;
    for (String line : new String(header, StandardCharsets.ISO_8859_1).split("(?<=\n)")) {
      if (line.equals("\r\n") || line.equals("\n")) {
        kept.append(line);
        break;
      }
      if (!line.startsWith(" ") && !line.startsWith("\t")) {
        int colon = line.indexOf(':');
        var name = colon < 0 ? "" : line.substring(0, colon).stripTrailing();
        keep = names.stream().anyMatch(name::equalsIgnoreCase) == keepNamed;
      }
      kept.append(keep ? line : "");
    }
    return kept.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private byte[] decoded(List<Long> part) {
    if (part.isEmpty()) {
      return message;
    }
    Part found = sections.part(part.stream().mapToInt(Long::intValue).toArray()).orElse(null);
    if (found == null) {
      return null;
    }
    if (found.kind() != Part.Kind.LEAF) {
      return octets(found.body());
    }
    var decoder = TransferDecoder.of(found.encoding()).orElse(null);
    if (decoder == null) {
      return UNDECODABLE;
    }
    var out = new ByteArrayOutputStream();
    byte[] body = octets(found.body());
    decoder.decode(body, 0, body.length, out::write);
    decoder.finish(out::write);
    return out.toByteArray();
  }
}
