package org.godwit.imap.handler;

import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import org.godwit.imap.command.ImapCommand;
import org.godwit.imap.response.CommandFailure;
import org.godwit.imap.response.Tagged;
import org.godwit.imap.session.ImapSession;

/** IDLE (RFC 9051, 6.3.13): news is told at once, until the client says DONE. */
final class IdleHandler implements Handler<ImapCommand.Idle> {

  @Override
  public Uni<Tagged> handle(ImapCommand.Idle command, ImapSession session) {
    session.out().continuation("idling");
    session.out().flush();
    var push = new IdlePush(session);
    push.start();
    return session.link().readLine()
        .onTermination().invoke(push::stop)
        .call(push::ended)
        .map(IdleHandler::end);
  }

  private static Tagged end(byte[] line) {
    if (!new String(line, StandardCharsets.ISO_8859_1).strip().equalsIgnoreCase("DONE")) {
      throw CommandFailure.bad("Expected DONE");
    }
    return Tagged.ok("IDLE completed");
  }
}
