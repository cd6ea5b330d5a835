package org.godwit.imap.handler;

import io.smallrye.mutiny.Uni;
import org.godwit.imap.command.ImapCommand.Namespace;
import org.godwit.imap.response.Tagged;
import org.godwit.imap.session.ImapSession;

/** NAMESPACE (RFC 9051, 6.3.10): one personal namespace without a prefix. */
public final class NamespaceHandler implements Handler<Namespace> {

  private final char delimiter;

  public NamespaceHandler(char delimiter) {
    this.delimiter = delimiter;
  }

  @Override
  public Uni<Tagged> handle(Namespace command, ImapSession session) {
    session.out().untagged().raw("NAMESPACE ((\"\" \"" + delimiter + "\")) NIL NIL").end();
    return Uni.createFrom().item(Tagged.ok("Namespaces"));
  }
}
