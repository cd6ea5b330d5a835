package org.godwit.imap.handler;

import java.util.function.IntPredicate;
import org.godwit.account.MailboxState;
import org.godwit.imap.command.ImapCommand.Store;
import org.godwit.imap.command.StoreMode;
import org.godwit.imap.session.UidSetOf;
import org.godwit.mail.Flags;
import org.godwit.mail.UidSet;
import org.godwit.mailbox.api.MailboxRequest.Unchanged;

/**
 * UNCHANGEDSINCE of a STORE. Messages have one modification sequence for all their flags, so that a change of one flag would fail a
 * STORE of another. RFC 7162, 3.1.3 wants no such failure of +FLAGS and -FLAGS, and 3.1.12 says how: by what the session has seen
 * before the change. Where it has not seen that, or there are many such messages, the STORE fails, as it may.
 */
final class StoreCondition {

  /** More changed messages than these are not looked at one by one. */
  private static final int LOOKED_AT_MAX = 1000;

  private final Store command;
  private final long since;
  private final MailboxState known;
  private final MailboxState now;

  private StoreCondition(Store command, MailboxState known, MailboxState now) {
    this.command = command;
    this.since = command.unchangedSince().orElse(Long.MAX_VALUE);
    this.known = known;
    this.now = now;
  }

  /**
   * What the command demands of these messages.
   *
   * @param known the messages as the session saw them before this command
   * @param now as they are
   */
  static Unchanged of(Store command, MailboxState known, MailboxState now, UidSet uids) {
    return new StoreCondition(command, known, now).of(uids);
  }

  private Unchanged of(UidSet uids) {
    if (command.mode() == StoreMode.REPLACE || since >= now.highestModSeq()) {
      return Unchanged.since(since);
    }
    var changed = UidSetOf.both(uids, now.changedSince(since));
    if (changed.isEmpty() || changed.size() > LOOKED_AT_MAX) {
      return Unchanged.since(since);
    }
    IntPredicate excepted = since == 0 ? this::hasNoneYet : this::isSameForTheCommand;
    return new Unchanged(since, changed.filter(excepted), now.highestModSeq());
  }

  /** "UNCHANGEDSINCE with a modification sequence of 0 always fails if the metadata item exists"; system flags always do (3.1.3). */
  private boolean hasNoneYet(int uid) {
    return command.flags().system() == 0 && touched(now, uid).isEmpty();
  }

  /** The flags that the command names are those that the message had when its modification sequence was the client's. */
  private boolean isSameForTheCommand(int uid) {
    int before = known.indexOf(uid);
    return before >= 0 && known.modSeq(before) <= since && since <= known.highestModSeq()
        && touched(known, uid).equals(touched(now, uid));
  }

  /** Of the command's flags, those that the message has. */
  private Flags touched(MailboxState messages, int uid) {
    var flags = messages.flags(messages.indexOf(uid));
    return command.flags().minus(command.flags().minus(flags));
  }
}
