package org.godwit.textindex;

import java.util.EnumMap;
import java.util.Map;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexOptions;

/** A message as Lucene keeps it: which it is, and its grams. Used again for the next message. One thread. */
final class IndexedMessage {

  /** The UID and, above it, the {@link RowPrint}. */
  static final String ID = "id";
  /** The one term of this field is in messages that may have any text. */
  static final String ANY = "any";
  static final String ANY_TERM = "1";

  private static final FieldType GRAMS = new FieldType();

  static {
    GRAMS.setIndexOptions(IndexOptions.DOCS);
    GRAMS.setOmitNorms(true);
    GRAMS.setTokenized(true);
    GRAMS.freeze();
  }

  private final Map<GramField, GramTokens> tokens = new EnumMap<>(GramField.class);

  IndexedMessage() {
    for (GramField field : GramField.values()) {
      tokens.put(field, new GramTokens());
    }
  }

  static long id(int uid, int print) {
    return (long) print << 32 | uid;
  }

  static int uid(long id) {
    return (int) id;
  }

  static int print(long id) {
    return (int) (id >>> 32);
  }

  /** A message with these grams; to be added before the next is made. */
  Document of(long id, MessageGrams grams) {
    var message = new Document();
    message.add(new NumericDocValuesField(ID, id));
    tokens.forEach((field, stream) -> {
      if (grams.of(field).size() > 0) {
        message.add(new Field(field.luceneName(), stream.of(grams.of(field).grams()), GRAMS));
      }
    });
    return message;
  }

  /** A message that has to be looked at whatever is asked. */
  static Document any(long id) {
    var message = new Document();
    message.add(new NumericDocValuesField(ID, id));
    message.add(new StringField(ANY, ANY_TERM, Field.Store.NO));
    return message;
  }
}
