package org.godwit.textindex;

import java.util.List;
import java.util.Locale;
import org.godwit.search.TextIndex.Place;

/** The fields of the index: where in a message grams are. */
enum GramField {
  SUBJECT,
  FROM,
  TO,
  CC,
  BCC,
  /** Every header field with its name, of the message and of parts. */
  HEADER,
  BODY;

  /** What Lucene calls it; part of the format. */
  String luceneName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The fields in one of which a text in this place is, whole. */
  static List<GramField> of(Place place) {
    return switch (place) {
      case SUBJECT -> List.of(SUBJECT);
      case FROM -> List.of(FROM);
      case TO -> List.of(TO);
      case CC -> List.of(CC);
      case BCC -> List.of(BCC);
      case HEADER -> List.of(HEADER);
      case BODY -> List.of(BODY);
      case ANYWHERE -> List.of(HEADER, BODY);
    };
  }

  /** The field for a header field of this name, in lower case; null if it has none of its own. */
  static GramField ofHeader(String name) {
    return switch (name) {
      case "subject" -> SUBJECT;
      case "from" -> FROM;
      case "to" -> TO;
      case "cc" -> CC;
      case "bcc" -> BCC;
      default -> null;
    };
  }
}
