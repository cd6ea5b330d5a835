package org.godwit.imap.handler;

import io.smallrye.mutiny.Uni;
import org.godwit.imap.command.ImapCommand;
import org.godwit.imap.response.CommandFailure;
import org.godwit.imap.response.ResponseCode;
import org.godwit.imap.response.Tagged;
import org.godwit.imap.session.ImapSession;

/** COMPRESS (RFC 4978): everything behind the tagged OK is compressed. */
final class CompressHandler implements Handler<ImapCommand.Compress> {

  @Override
  public Uni<Tagged> handle(ImapCommand.Compress command, ImapSession session) {
    if (!command.algorithm().equals("DEFLATE")) {
      throw CommandFailure.bad("DEFLATE is all there is");
    }
    if (session.link().isCompressed()) {
      throw CommandFailure.no(ResponseCode.COMPRESSIONACTIVE, "DEFLATE is on already");
    }
    session.link().afterReply(session.link()::compress);
    return Uni.createFrom().item(Tagged.ok("DEFLATE active"));
  }
}
