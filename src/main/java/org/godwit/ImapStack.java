package org.godwit;

import java.util.EnumSet;
import org.godwit.auth.Authenticator;
import org.godwit.auth.SaslMechanisms;
import org.godwit.imap.handler.ConnectionHandlers;
import org.godwit.imap.handler.Handlers;
import org.godwit.imap.handler.MailboxHandlers;
import org.godwit.imap.handler.MessageHandlers;
import org.godwit.imap.handler.SearchHandlers;
import org.godwit.imap.handler.SearchServices;
import org.godwit.imap.handler.append.IncomingMessages;
import org.godwit.imap.session.Capabilities;
import org.godwit.imap.session.Capability;
import org.godwit.imap.session.ImapLimits;
import org.godwit.imap.session.ImapServices;
import org.godwit.mailbox.api.MailboxClient;
import org.godwit.search.Workers;

/** IMAP put together: every command with its handler, over a store and an authenticator. */
public final class ImapStack {

  private ImapStack() {}

  /**
   * What the sessions of a server share.
   *
   * @param searches where searches compute
   * @param delimiter hierarchy delimiter that clients see
   */
  public static ImapServices services(MailboxClient store, Workers searches, Authenticator authenticator, ImapLimits limits,
      char delimiter) {
    var mechanisms = SaslMechanisms.ofPasswords(authenticator);
    var table = new Handlers.Builder();
    ConnectionHandlers.add(table, authenticator, mechanisms);
    MailboxHandlers.add(table, store, delimiter, limits.messageBytesMax());
    MessageHandlers.add(table, store);
    SearchHandlers.add(table, new SearchServices(store, searches));
    var capabilities = new Capabilities(EnumSet.allOf(Capability.class), mechanisms, limits.messageBytesMax());
    return new ImapServices(table.build(), capabilities, new IncomingMessages(store), limits, delimiter);
  }
}
