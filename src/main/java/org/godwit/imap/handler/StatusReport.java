package org.godwit.imap.handler;

import io.smallrye.mutiny.Uni;
import java.util.Collection;
import org.godwit.account.MailboxEntry;
import org.godwit.account.MailboxState;
import org.godwit.imap.command.StatusItem;
import org.godwit.imap.response.ResponseWriter;
import org.godwit.imap.session.Feature;
import org.godwit.imap.session.ImapSession;
import org.godwit.mailbox.api.MailboxClient;
import org.godwit.mailbox.api.MailboxRequest;

/** The STATUS response (RFC 9051, 7.3.3), from the catalogue; only RECENT may need a mailbox's messages. */
final class StatusReport {

  private final MailboxClient client;
  private final char delimiter;
  private final long appendBytesMax;

  StatusReport(MailboxClient client, char delimiter, long appendBytesMax) {
    this.client = client;
    this.delimiter = delimiter;
    this.appendBytesMax = appendBytesMax;
  }

  /** STATUS of HIGHESTMODSEQ is one of the commands that enable CONDSTORE (RFC 7162, 3.1). */
  static void enableCondstore(ImapSession session) {
    session.enable(Feature.CONDSTORE);
  }

  /** Writes the response. */
  Uni<Void> write(ImapSession session, MailboxEntry mailbox, Collection<StatusItem> items) {
    var recent = items.contains(StatusItem.RECENT) ? recent(session, mailbox) : Uni.createFrom().item(0);
    return recent.invoke(count -> write(session.out(), mailbox, items, count)).replaceWithVoid();
  }

  /** How many messages are {@code \Recent} for whoever selects the mailbox next (RFC 3501, 6.3.10). */
  private Uni<Integer> recent(ImapSession session, MailboxEntry mailbox) {
    if (mailbox.counts().recentFrom() >= mailbox.counts().uidNext()) {
      return Uni.createFrom().item(0);
    }
    if (mailbox.isResident()) {
      return Uni.createFrom().item(recent(mailbox.messages()));
    }
    return client.send(new MailboxRequest.Sync(session.account(), mailbox.id(), false))
        .map(reply -> recent(reply.messages()));
  }

  private static int recent(MailboxState messages) {
    return messages.size() - messages.countUpTo(messages.counts().recentFrom() - 1);
  }

  private void write(ResponseWriter out, MailboxEntry mailbox, Collection<StatusItem> items, int recent) {
    out.untagged().raw("STATUS ").mailbox(mailbox.name().text(delimiter)).raw(" (");
    var gap = "";
    for (StatusItem item : items) {
      out.raw(gap).raw(item.name()).sp();
      write(out, mailbox, item, recent);
      gap = " ";
    }
    out.close().end();
  }

  private void write(ResponseWriter out, MailboxEntry mailbox, StatusItem item, int recent) {
    var counts = mailbox.counts();
    switch (item) {
      case MESSAGES -> out.number(counts.messages());
      case RECENT -> out.number(recent);
      case UIDNEXT -> out.number(counts.uidNext());
      case UIDVALIDITY -> out.number(mailbox.uidValidity().value());
      case UNSEEN -> out.number(counts.unseen());
      case DELETED -> out.number(counts.deleted());
      case SIZE -> out.number(counts.octets());
      case HIGHESTMODSEQ -> out.number(counts.highestModSeq());
      case MAILBOXID -> out.raw("(").raw(mailbox.id().objectId()).raw(")");
      case APPENDLIMIT -> out.number(appendBytesMax);
    }
  }
}
