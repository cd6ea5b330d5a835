package org.godwit.transfer;

import java.util.stream.IntStream;
import org.godwit.account.MailboxState;
import org.godwit.mail.MailboxName;
import org.godwit.mail.Summary;
import org.godwit.mailbox.api.MailReader;
import org.godwit.mailbox.api.MailboxFailure;
import org.godwit.mailbox.api.MailboxFailure.Kind;
import org.godwit.mailbox.api.MailboxRequest;

/** The mailbox that messages are imported into, as it was before: which messages it has. One thread. */
final class TargetMailbox {

  private static final int EXPIRED_MAX = 10;

  private final DigestBag present;
  private final boolean isNew;

  private TargetMailbox(DigestBag present, boolean isNew) {
    this.present = present;
    this.isNew = isNew;
  }

  /** Looks at the summaries of all its messages; starts anew if compaction moves them meanwhile. */
  static TargetMailbox open(Store store, MailboxName name) {
    for (int attempt = 0;; attempt++) {
      var messages = store.ask(new MailboxRequest.Select(store.account(), name, false)).messages();
      try {
        return new TargetMailbox(digests(store.reader(), messages), messages.uidNext() == 1);
      } catch (MailboxFailure failure) {
        if (failure.kind() != Kind.EXPIRED || attempt == EXPIRED_MAX) {
          throw failure;
        }
      }
    }
  }

  private static DigestBag digests(MailReader reader, MailboxState messages) {
    var digests = new DigestBag();
    for (int from = 0; from < messages.size(); from += MailReader.SUMMARIES_MAX) {
      var indexes = IntStream.range(from, Math.min(messages.size(), from + MailReader.SUMMARIES_MAX)).toArray();
      Store.wait(reader.summaries(messages, indexes)).forEach(summary -> digests.add(summary.decode()));
    }
    return digests;
  }

  /** Whether a message with this content is to be imported: it had none, or those it had are accounted for. */
  boolean takes(Summary summary) {
    return !present.take(summary);
  }

  /** Whether it never had a message, so that messages can bring their UIDs along. */
  boolean isNew() {
    return isNew;
  }
}
