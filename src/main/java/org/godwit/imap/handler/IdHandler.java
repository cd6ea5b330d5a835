package org.godwit.imap.handler;

import io.smallrye.mutiny.Uni;
import org.godwit.imap.command.ImapCommand;
import org.godwit.imap.response.Tagged;
import org.godwit.imap.session.ImapSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** ID (RFC 2971): who is who, for logs. The version is nobody's business. */
final class IdHandler implements Handler<ImapCommand.Id> {

  private static final Logger LOG = LoggerFactory.getLogger(IdHandler.class);

  @Override
  public Uni<Tagged> handle(ImapCommand.Id command, ImapSession session) {
    LOG.debug("client {} is {}", session.link().peer().address(), command.fields());
    session.out().untagged().raw("ID (\"name\" \"Godwit\")").end();
    return Uni.createFrom().item(Tagged.ok("ID completed"));
  }
}
