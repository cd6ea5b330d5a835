package org.godwit.imap.handler;

import io.smallrye.mutiny.Uni;
import org.godwit.imap.command.ImapCommand;
import org.godwit.imap.response.Tagged;
import org.godwit.imap.session.ImapSession;

/**
 * Carries out one kind of command. A handler is shared by all sessions of an event loop: it keeps no state of a session.
 *
 * @param <C> the command
 */
@FunctionalInterface
public interface Handler<C extends ImapCommand> {

  /**
   * Carries out {@code command}. Called on the session's event loop, one command of a session at a time, in a state in
   * which the command is allowed. Untagged responses go to {@link ImapSession#out()}, with
   * {@code session.out().drained()} between items of a long answer. Changes of the selected mailbox are announced by the
   * session afterwards, not by the handler.
   *
   * @return how the command ended, on any thread; a failure is classified by the session: throw or fail with
   *     {@link org.godwit.imap.response.CommandFailure} to answer NO or BAD
   */
  Uni<Tagged> handle(C command, ImapSession session);
}
