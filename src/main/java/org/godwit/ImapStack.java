package org.godwit;

import java.util.EnumSet;
import java.util.Optional;
import org.godwit.alert.LoginAlerts;
import org.godwit.auth.sasl.LoginMethods;
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
import org.godwit.search.TextIndex;
import org.godwit.search.Workers;
import org.godwit.tls.TlsEngines;

/** IMAP put together: every command with its handler, over a store and an authenticator. */
public final class ImapStack {

  private ImapStack() {}

  /**
   * What the sessions of a server share.
   *
   * @param logins how users log in
   * @param alerts what everybody is told at login
   * @param tls for STARTTLS; empty where it is not offered
   * @param searches where searches and other long work compute
   * @param index spares searches to look at every message
   * @param delimiter hierarchy delimiter that clients see
   */
  public static ImapServices services(MailboxClient store, Workers searches, TextIndex index, LoginMethods logins, LoginAlerts alerts,
      Optional<TlsEngines> tls, ImapLimits limits, char delimiter) {
    var table = new Handlers.Builder();
    ConnectionHandlers.add(table, logins.authenticator(), logins.mechanisms(), alerts);
    MailboxHandlers.add(table, store, searches, delimiter, limits.messageBytesMax());
    MessageHandlers.add(table, store);
    SearchHandlers.add(table, new SearchServices(store, searches, index));
    var offered = EnumSet.allOf(Capability.class);
    if (tls.isEmpty()) {
      offered.remove(Capability.STARTTLS);
    }
    var capabilities = new Capabilities(offered, logins.mechanisms(), logins.cleartext(), limits.messageBytesMax());
    return new ImapServices(table.build(), capabilities, new IncomingMessages(store), tls, limits, delimiter);
  }
}
