package org.godwit.imap.handler.fetch;

import java.nio.ByteBuffer;
import org.godwit.account.Extent;
import org.godwit.account.MailboxState;
import org.godwit.mail.Summary;
import org.godwit.mime.Sections;

/** The message that a {@link FetchRun} is at: a cursor, moved from message to message. What is not asked for is not decoded. */
final class FetchedMessage {

  private MailboxState messages;
  private int index;
  private byte[] encodedSummary;
  private Summary summary;
  private Sections sections;
  private byte[] scratch = new byte[1024];

  /** @param encoded the summary, or null if no item wants one */
  void moveTo(MailboxState snapshot, int at, byte[] encoded) {
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
      summary = Summary.decode(encodedSummary);
    }
    return summary;
  }

  Sections sections() {
    if (sections == null) {
      sections = Sections.of(summary());
    }
    return sections;
  }

  /** Copies a view's octets into an array that is good until the next call. */
  byte[] copied(ByteBuffer view) {
    int length = view.remaining();
    if (scratch.length < length) {
      scratch = new byte[Math.max(length, scratch.length * 2)];
    }
    view.get(scratch, 0, length);
    return scratch;
  }
}
