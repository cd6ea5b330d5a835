package org.godwit.imap.handler;

import io.smallrye.mutiny.Uni;
import org.godwit.account.JournalRecord.FlagsMode;
import org.godwit.account.MailboxState;
import org.godwit.imap.command.ImapCommand.Store;
import org.godwit.imap.response.Pace;
import org.godwit.imap.session.Feature;
import org.godwit.imap.session.ImapSession;
import org.godwit.imap.session.Selection;
import org.godwit.mail.UidSet;
import org.godwit.mailbox.api.MailboxReply.Stored;

/**
 * What a client is told of its own STORE: the flags, unless it is .SILENT and the flags are what the client must think they are;
 * with CONDSTORE the modification sequence in any case (RFC 7162, 3.1.3).
 */
final class StoreReport {

  private final Store command;
  private final ImapSession session;
  private final Selection selection;
  /** The messages before the change, and those whose flags the client did not know then. */
  private final MailboxState before;
  private final UidSet unknown;

  StoreReport(Store command, ImapSession session, Selection selection) {
    this.command = command;
    this.session = session;
    this.selection = selection;
    this.before = selection.view().messages();
    this.unknown = selection.view().flagNews();
  }

  /** Writes FETCH responses. */
  Uni<Void> tell(Stored stored) {
    selection.update(stored.messages());
    selection.invalidate();
    var after = selection.view().messages();
    int[] uids = after.existing(stored.changed().union(stored.modified())).toArray();
    return Pace.each(session.out(), uids.length, i -> tell(uids[i], stored.modified().contains(uids[i])))
        .invoke(() -> selection.view().flagsKnown(stored.changed().union(stored.modified()), after.highestModSeq()));
  }

  private void tell(int uid, boolean modified) {
    boolean withFlags = modified || !command.silent() || unknown.contains(uid) || !isAsExpected(uid);
    if (withFlags || session.has(Feature.CONDSTORE)) {
      selection.flags(uid, command.uid(), withFlags).write(session.out());
    }
  }

  private boolean isAsExpected(int uid) {
    var after = selection.view().messages();
    var old = before.flags(before.indexOf(uid));
    return mode(command).change(old, command.flags()).equals(after.flags(after.indexOf(uid)));
  }

  static FlagsMode mode(Store command) {
    return switch (command.mode()) {
      case REPLACE -> FlagsMode.REPLACE;
      case ADD -> FlagsMode.ADD;
      case REMOVE -> FlagsMode.REMOVE;
    };
  }
}
