package org.godwit.imap.handler;

import io.smallrye.mutiny.Uni;
import org.godwit.account.AccountState;
import org.godwit.account.MailboxEntry;
import org.godwit.imap.command.ImapCommand.Status;
import org.godwit.imap.command.StatusItem;
import org.godwit.imap.response.CommandFailure;
import org.godwit.imap.response.ResponseCode;
import org.godwit.imap.response.Tagged;
import org.godwit.imap.session.ImapSession;
import org.godwit.mailbox.api.MailboxClient;
import org.godwit.mailbox.api.MailboxRequest;

/** STATUS (RFC 9051, 6.3.11), of the selected mailbox too. */
public final class StatusHandler implements Handler<Status> {

  private final MailboxClient client;
  private final StatusReport report;

  /** @param appendBytesMax the largest message APPEND takes, in octets */
  public StatusHandler(MailboxClient client, char delimiter, long appendBytesMax) {
    this.client = client;
    this.report = new StatusReport(client, delimiter, appendBytesMax);
  }

  @Override
  public Uni<Tagged> handle(Status command, ImapSession session) {
    if (command.items().contains(StatusItem.HIGHESTMODSEQ)) {
      StatusReport.enableCondstore(session);
    }
    return client.send(new MailboxRequest.Catalogue(session.account()))
        .map(catalogue -> find(command, catalogue.state()))
        .chain(mailbox -> report.write(session, mailbox, command.items()))
        .replaceWith(Tagged.ok("Status"));
  }

  private static MailboxEntry find(Status command, AccountState account) {
    return account.mailbox(command.mailbox())
        .orElseThrow(() -> CommandFailure.no(ResponseCode.NONEXISTENT, "There is no such mailbox"));
  }
}
