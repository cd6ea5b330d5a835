package org.godwit.pop3.handler;

import io.smallrye.mutiny.Uni;
import org.godwit.pop3.command.Pop3Command;
import org.godwit.pop3.maildrop.KeptUidls;
import org.godwit.pop3.maildrop.Uidls;
import org.godwit.pop3.session.Pop3Session;
import org.godwit.pop3.session.Reply;

/** UIDL (RFC 1939, 7). */
final class UidlHandler implements Handler<Pop3Command.Uidl> {

  private final KeptUidls kept;

  UidlHandler(KeptUidls kept) {
    this.kept = kept;
  }

  @Override
  public Uni<Reply> handle(Pop3Command.Uidl command, Pop3Session session) {
    var number = command.message();
    number.ifPresent(one -> Numbers.existing(one, session));
    return Uidls.of(session.maildrop(), kept).chain(uidls -> number.isPresent()
        ? Handler.now(Reply.ok(line(uidls, number.getAsInt())))
        : Listing.write(session, "Unique-ids follow", each -> line(uidls, each)));
  }

  private static String line(Uidls uidls, int number) {
    return number + " " + uidls.get(number);
  }
}
