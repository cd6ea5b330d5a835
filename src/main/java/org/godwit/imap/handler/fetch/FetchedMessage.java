package org.godwit.imap.handler.fetch;

import org.godwit.account.Extent;
import org.godwit.account.MailboxState;
import org.godwit.mail.EncodedSummary;
import org.godwit.mail.Summary;
import org.godwit.mime.Sections;

/** The message that a {@link FetchRun} is at: a cursor, moved from message to message. What is not asked for is not decoded. */
final class FetchedMessage {

  private MailboxState messages;
  private int index;
  private EncodedSummary encodedSummary;
  private Summary summary;
  private Sections sections;

  /** @param encoded the summary, or null if no item wants one */
  void moveTo(MailboxState snapshot, int at, EncodedSummary encoded) {
    messages = snapshot;
    index = at;
    encodedSummary = encoded;
    summary = null;
    sections = null;
  }

  /** The same message in another snapshot: what is known of its content stays. */
  void movedTo(MailboxState snapshot, int at) {
    messages = snapshot;
    index = at;
  }

  MailboxState messages() {
    return messages;
  }

  /** Index in {@link #messages}. */
  int index() {
    return index;
  }

  int uid() {
    return messages.uid(index);
  }

  Extent body() {
    return messages.body(index);
  }

  long octets() {
    return messages.octets(index);
  }

  Summary summary() {
    if (summary == null) {
      summary = encodedSummary.decode();
    }
    return summary;
  }

  Sections sections() {
    if (sections == null) {
      sections = Sections.of(summary());
    }
    return sections;
  }
}
