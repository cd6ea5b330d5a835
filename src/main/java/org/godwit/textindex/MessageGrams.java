package org.godwit.textindex;

import java.util.EnumMap;
import java.util.Map;
import org.godwit.search.MessageTexts;

/** The grams of one message, field by field. Used again for the next message. One thread. */
final class MessageGrams implements MessageTexts.Visitor {

  private final Map<GramField, GramSet> sets = new EnumMap<>(GramField.class);

  MessageGrams() {
    for (GramField field : GramField.values()) {
      sets.put(field, new GramSet());
    }
  }

  @Override
  public void field(String name, String key) {
    var field = GramField.ofHeader(name);
    if (field != null) {
      whole(field, key);
    }
  }

  @Override
  public void headerLine(String key) {
    whole(GramField.HEADER, key);
  }

  private void whole(GramField field, String key) {
    var set = sets.get(field);
    set.add(key);
    set.end();
  }

  @Override
  public void body(String key) {
    sets.get(GramField.BODY).add(key);
  }

  @Override
  public void bodyEnd() {
    sets.get(GramField.BODY).end();
  }

  /** What a field has. */
  GramSet of(GramField field) {
    return sets.get(field);
  }

  /** Whether there were too many to keep. */
  boolean isFull() {
    return sets.values().stream().anyMatch(GramSet::isFull);
  }

  /** Forgets the message. */
  void clear() {
    sets.values().forEach(GramSet::clear);
  }
}
