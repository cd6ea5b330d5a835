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
      case UID -> item("UID", false, (message, out) -> out.number(message.uid()));
      case FLAGS -> item("FLAGS", false, (message, out) -> flags.write(message, out));
      case INTERNALDATE -> item("INTERNALDATE", false,
          (message, out) -> dates.write(out, message.messages().internalDate(message.index())));
      case RFC822_SIZE -> item("RFC822.SIZE", false, (message, out) -> out.number(message.octets()));
      case MODSEQ -> item("MODSEQ", false,
          (message, out) -> out.open().number(message.messages().modSeq(message.index())).close());
      case SAVEDATE -> item("SAVEDATE", false, this::saveDate);
      case EMAILID -> item("EMAILID", false, MetadataItems::emailId);
      case THREADID -> item("THREADID", true, MetadataItems::threadId);
      case ENVELOPE -> item("ENVELOPE", true, (message, out) -> out.raw(message.summary().envelope()));
      case BODY -> item("BODY", true, (message, out) -> out.raw(message.summary().body()));
      case BODYSTRUCTURE -> item("BODYSTRUCTURE", true,
          (message, out) -> out.raw(message.summary().bodyStructure()));
    };
  }

  /** RFC 8970, 3; previews are made when mail arrives, so LAZY changes nothing. */
  MetadataItem preview() {
    return item("PREVIEW", true, (message, out) -> out.string(message.summary().preview()));
  }

  private static MetadataItem item(String name, boolean needsSummary, MetadataItem.Value value) {
    return new MetadataItem(PlannedItem.label(name), needsSummary, value);
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
