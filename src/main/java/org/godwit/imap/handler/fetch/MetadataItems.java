package org.godwit.imap.handler.fetch;

import java.util.function.IntPredicate;
import org.godwit.imap.command.FetchItem;
import org.godwit.imap.response.DateTimeText;
import org.godwit.imap.response.ResponseWriter;
import org.godwit.mail.EmailId;
import org.godwit.mail.InternalDate;
import org.godwit.mail.ThreadId;

/** How items that need no body are answered (RFC 9051, 7.5.2, and the extensions named). For one run on one event loop. */
final class MetadataItems {

  private static final byte[] NIL = {'N', 'I', 'L'};

  private final FlagsText flags;
  private final DateTimeText dates = new DateTimeText();

  /** @param recent which UIDs are shown as {@code \Recent} */
  MetadataItems(IntPredicate recent) {
    this.flags = new FlagsText(recent);
  }

  MetadataItem of(FetchItem.Attribute attribute) {
    return switch (attribute) {
      case UID -> ofRow("UID", (message, out) -> out.number(message.uid()));
      case FLAGS -> ofRow("FLAGS", (message, out) -> flags.write(message, out));
      case INTERNALDATE -> ofRow("INTERNALDATE",
          (message, out) -> dates.write(out, message.messages().internalDate(message.index())));
      case RFC822_SIZE -> ofRow("RFC822.SIZE", (message, out) -> out.number(message.octets()));
      case MODSEQ -> ofRow("MODSEQ",
          (message, out) -> out.open().number(message.messages().modSeq(message.index())).close());
      case SAVEDATE -> ofRow("SAVEDATE", this::saveDate);
      case EMAILID -> ofRow("EMAILID", MetadataItems::emailId);
      case THREADID -> ofSummary("THREADID", MetadataItems::threadId);
      case ENVELOPE -> ofSummary("ENVELOPE", (message, out) -> out.raw(message.summary().envelope()));
      case BODY -> ofSummary("BODY", (message, out) -> out.raw(message.summary().body()));
      case BODYSTRUCTURE -> ofSummary("BODYSTRUCTURE",
          (message, out) -> out.raw(message.summary().bodyStructure()));
    };
  }

  /** RFC 8970, 3; previews are made when mail arrives, so LAZY changes nothing. */
  MetadataItem preview() {
    // a session that takes UTF-8 gets another form
    return new MetadataItem(PlannedItem.label("PREVIEW"), true, false, (message, out) -> out.string(message.summary().preview()));
  }

  /** From the snapshot. */
  private static MetadataItem ofRow(String name, MetadataItem.Value value) {
    return new MetadataItem(PlannedItem.label(name), false, false, value);
  }

  /** From the summary, for all sessions alike. */
  private static MetadataItem ofSummary(String name, MetadataItem.Value value) {
    return new MetadataItem(PlannedItem.label(name), true, true, value);
  }

  /** RFC 8514, 4.2. */
  private void saveDate(FetchedMessage message, ResponseWriter out) {
    dates.write(out, new InternalDate(message.messages().saveDate(message.index()), 0).packed());
  }

  /** RFC 8474, 5.1. */
  private static void emailId(FetchedMessage message, ResponseWriter out) {
    out.open().raw(new EmailId(message.messages().emailId(message.index())).objectId()).close();
  }

  /** RFC 8474, 5.2. */
  private static void threadId(FetchedMessage message, ResponseWriter out) {
    long id = message.summary().threadId();
    if (id == 0) {
      out.raw(NIL);
    } else {
      out.open().raw(new ThreadId(id).objectId()).close();
    }
  }
}
