package org.godwit.pop3.handler;

import io.smallrye.mutiny.Uni;
import org.godwit.mailbox.api.MailboxFailure;
import org.godwit.pop3.command.Pop3Command;
import org.godwit.pop3.maildrop.Maildrop;
import org.godwit.pop3.session.Pop3Session;
import org.godwit.pop3.session.Pop3State;
import org.godwit.pop3.session.Reply;
import org.godwit.pop3.session.RespCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** QUIT (RFC 1939, 4 and 6): in TRANSACTION it expunges what is marked, and says +OK when that is on disk. */
final class QuitHandler implements Handler<Pop3Command.Quit> {

  private static final Logger LOG = LoggerFactory.getLogger(QuitHandler.class);

  private final boolean retrievedIsSeen;

  /** @param retrievedIsSeen whether messages that the client has retrieved become {@code \Seen} */
  QuitHandler(boolean retrievedIsSeen) {
    this.retrievedIsSeen = retrievedIsSeen;
  }

  @Override
  public Uni<Reply> handle(Pop3Command.Quit command, Pop3Session session) {
    session.link().closeAfterReply();
    if (session.state() != Pop3State.TRANSACTION) {
      return Handler.now(Reply.ok("Bye"));
    }
    session.update();
    var maildrop = session.maildrop();
    return seen(maildrop).chain(maildrop::removeDeleted)
        .map(removed -> Reply.ok("Bye"))
        .onFailure(MailboxFailure.class).recoverWithItem(QuitHandler::notRemoved)
        .onTermination().invoke(session::updated);
  }

  private Uni<Void> seen(Maildrop maildrop) {
    return retrievedIsSeen ? maildrop.markRetrievedSeen() : Uni.createFrom().voidItem();
  }

  private static Reply notRemoved(Throwable failure) {
    LOG.warn("Messages marked as deleted were not removed: {}", failure.getMessage());
    return Reply.err(RespCode.SYS_TEMP, "No message was removed: " + failure.getMessage());
  }
}
