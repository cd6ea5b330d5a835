package org.godwit.imap.handler.append;

import io.smallrye.mutiny.Uni;
import org.godwit.imap.session.ImapSession;
import org.godwit.imap.session.LiteralSinks;
import org.godwit.mailbox.api.MailboxClient;
import org.godwit.wire.LiteralSink;

/** Opens a place in the user's account for each large message that is announced. */
public final class IncomingMessages implements LiteralSinks {

  private final MailboxClient client;

  public IncomingMessages(MailboxClient client) {
    this.client = client;
  }

  @Override
  public Uni<LiteralSink> open(ImapSession session, long size) {
    return client.receive(session.account()).map(IncomingMessage::new);
  }
}
