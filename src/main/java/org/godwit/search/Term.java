package org.godwit.search;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.godwit.mail.Summary;
import org.godwit.mime.HeaderReader;

/**
 * A text asked for, somewhere in a message. Most questions about the header are answered by the summary alone.
 *
 * @param number position in {@link Plan#terms}
 * @param place where to look
 * @param field the header field in lower case, for {@link Place#FIELD}
 * @param needle what to look for
 */
record Term(int number, Place place, String field, Needle needle) {

  private static final List<String> SUMMARY_FIELDS = List.of("from", "to", "cc", "bcc", "subject");

  /** Where a term is looked for. */
  enum Place {
    /** One field of the message's header. */
    FIELD,
    /** Text parts. */
    BODY,
    /** Text parts and all headers. */
    ANYWHERE
  }

  boolean wantsHeader() {
    return place != Place.BODY;
  }

  boolean wantsBody() {
    return place != Place.FIELD;
  }

  /** What the summary tells; UNKNOWN if the message itself has to be read. */
  Truth inSummary(Summary summary) {
    return switch (place) {
      case FIELD -> fieldInSummary(summary);
      case BODY -> needle.isEmpty() ? Truth.TRUE : Truth.UNKNOWN;
      case ANYWHERE -> needle.isEmpty() || needle.isIn(summary.subject()) || needle.isIn(summary.fromText())
          ? Truth.TRUE : Truth.UNKNOWN;
    };
  }

  /** Every text by which a summary may answer, with the field's name. */
  static void summaryTexts(Summary summary, BiConsumer<String, String> sink) {
    for (String field : SUMMARY_FIELDS) {
      sink.accept(field, summaryText(summary, field));
    }
  }

  /** Null for a field that the summary does not have decoded. */
  private static String summaryText(Summary summary, String field) {
    return switch (field) {
      case "from" -> summary.fromText();
      case "to" -> summary.toText();
      case "cc" -> summary.ccText();
      case "bcc" -> summary.bccText();
      case "subject" -> summary.subject();
      default -> null;
    };
  }

  /** What to ask an index; empty if it cannot help. */
  Optional<TextIndex.Question> question() {
    return needle.key().length() < TextIndex.TEXT_LENGTH_MIN ? Optional.empty()
        : Optional.of(new TextIndex.Question(indexPlace(), needle.key()));
  }

  private TextIndex.Place indexPlace() {
    return switch (place) {
      case BODY -> TextIndex.Place.BODY;
      case ANYWHERE -> TextIndex.Place.ANYWHERE;
      case FIELD -> switch (field) {
        case "from" -> TextIndex.Place.FROM;
        case "to" -> TextIndex.Place.TO;
        case "cc" -> TextIndex.Place.CC;
        case "bcc" -> TextIndex.Place.BCC;
        case "subject" -> TextIndex.Place.SUBJECT;
        default -> TextIndex.Place.HEADER;
      };
    };
  }

  private Truth fieldInSummary(Summary summary) {
    String text = summaryText(summary, field);
    if (text == null || needle.isEmpty() && text.isEmpty()) {
      return inStoredHeader(summary);
    }
    if (needle.isIn(text)) {
      return Truth.TRUE;
    }
    return summary.isComplete() ? Truth.FALSE : Truth.UNKNOWN;
  }

  private Truth inStoredHeader(Summary summary) {
    if (!summary.covers(List.of(field))) {
      return Truth.UNKNOWN;
    }
    ByteBuffer stored = summary.storedHeader();
    byte[] lines = new byte[stored.remaining()];
    stored.get(lines);
    boolean[] found = new boolean[1];
    var reader = new HeaderReader((name, value) -> found[0] |= name.equals(field) && needle.isIn(value));
    reader.feed(lines, 0, lines.length);
    reader.finish();
    return Truth.of(found[0]);
  }
}
