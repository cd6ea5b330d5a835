package org.godwit.imap.handler.fetch;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.godwit.account.MailboxState;
import org.godwit.account.OctetColumn;
import org.godwit.imap.handler.fetch.KeptTexts.Name;
import org.godwit.imap.response.ResponseWriter;

/**
 * One command's use of {@link KeptTexts}: writes messages whose texts are kept without their summaries, and gathers the texts of the
 * others if they were asked for before. Event loop of the session only; used once.
 */
final class KeptItems {

  /** Keeps nothing and knows nothing. */
  static final KeptItems NONE = new KeptItems(null, List.of(), new Name[0]);

  /** Fewer messages cost too little. */
  private static final int MESSAGES_MIN = 16;
  /** New texts are added to those kept if they are at least this part of them: all are copied then. */
  private static final int WORTH = 16;

  private final KeptTexts texts;
  private final List<PlannedItem> items;
  /** Of each item; null for those that may change. */
  private final Name[] names;
  private final OctetColumn[] columns;
  private final OctetColumn.Cursor[] cursors;
  /** Whether texts that are not kept are to be gathered. */
  private boolean wanted;
  /** What is gathered; null if nothing is. */
  private OctetColumn.Builder[] gathered;
  private final TextBuffer text = new TextBuffer();
  private int octets;

  private KeptItems(KeptTexts texts, List<PlannedItem> items, Name[] names) {
    this.texts = texts;
    this.items = items;
    this.names = names;
    this.columns = new OctetColumn[names.length];
    this.cursors = new OctetColumn.Cursor[names.length];
  }

  /**
   * For a command.
   *
   * @param mailbox any name in the mailbox
   * @param messages how many the command is about
   */
  static KeptItems of(KeptTexts texts, Name mailbox, FetchPlan plan, int messages) {
    if (!plan.lasts() || messages < MESSAGES_MIN || messages > KeptTexts.MESSAGES_MAX) {
      return NONE;
    }
    var names = new Name[plan.items().size()];
    for (int i = 0; i < names.length; i++) {
      var item = plan.items().get(i);
      names[i] = item.lasts() ? new Name(mailbox.account(), mailbox.mailbox(), mailbox.validity(),
          new String(item.label(), StandardCharsets.UTF_8)) : null;
    }
    return new KeptItems(texts, plan.items(), names).begun();
  }

  private KeptItems begun() {
    long kept = 0;
    wanted = true;
    for (int i = 0; i < names.length; i++) {
      if (names[i] != null) {
        columns[i] = texts.get(names[i]);
        cursors[i] = columns[i].cursor();
        kept += columns[i].weight();
        wanted &= texts.asksAgain(names[i]);
      }
    }
    wanted &= kept < KeptTexts.COLUMN_BYTES_MAX;
    return this;
  }

  /** Whether all that the command wants of this message is kept, or may change. The next {@link #write} is about it. */
  boolean knows(int uid) {
    for (var cursor : cursors) {
      if (cursor != null && !cursor.moveTo(uid)) {
        return false;
      }
    }
    return cursors.length > 0;
  }

  /** Writes the items of the message that {@link #knows} was asked about last. */
  void write(MessageWriter writer, FetchedMessage message) {
    for (int i = 0; i < cursors.length; i++) {
      var cursor = cursors[i];
      if (cursor == null) {
        writer.metadata((MetadataItem) items.get(i), message);
      } else {
        writer.text(cursor.octets(), cursor.start(), cursor.end() - cursor.start());
      }
    }
  }

  /** A message was written; its texts are gathered, if that is done. @param located where the octets of each body item are */
  void learn(FetchedMessage message, Located[] located) {
    if (!wanted || !isOfSummary(located) || !mayGather()) {
      return;
    }
    int body = 0;
    for (int i = 0; i < names.length; i++) {
      if (names[i] != null) {
        text.clear();
        var recorder = MessageWriter.recorder(new ResponseWriter(text));
        switch (items.get(i)) {
          case MetadataItem item -> recorder.metadata(item, message);
          case BodyItem item -> {
            var where = (Located.InMemory) located[body++];
            recorder.octets(item, where.made(), where.window());
          }
        }
        gathered[i].add(message.uid(), text.octets(), 0, text.length());
        octets += text.length();
      }
    }
  }

  /** A header that the summary does not hold has to be read, and may be damaged next time. */
  private static boolean isOfSummary(Located[] located) {
    for (var where : located) {
      if (!(where instanceof Located.InMemory)) {
        return false;
      }
    }
    return true;
  }

  private boolean mayGather() {
    if (gathered == null && texts.mayLearn()) {
      gathered = new OctetColumn.Builder[names.length];
      Arrays.setAll(gathered, i -> names[i] == null ? null : new OctetColumn.Builder(MESSAGES_MIN));
    }
    wanted = gathered != null && octets < KeptTexts.COLUMN_BYTES_MAX;
    return wanted;
  }

  /** The command has ended, somehow. @param messages as they were last */
  void end(MailboxState messages) {
    if (gathered == null) {
      return;
    }
    for (int i = 0; i < names.length; i++) {
      if (names[i] != null && gathered[i].length() > columns[i].weight() / WORTH) {
        texts.put(names[i], columns[i].with(gathered[i].build(), messages));
      }
    }
    gathered = null;
    texts.learnt();
  }
}
