package org.godwit.mailbox.api;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.godwit.account.JournalRecord.FlagsMode;
import org.godwit.mail.Flags;
import org.godwit.mail.MailboxId;
import org.godwit.mail.MailboxName;
import org.godwit.mail.UidSet;

/**
 * What a session asks the owner of an account. A request that changes something is answered once the change is on disk; it then
 * stands in the reply. A request that cannot be carried out fails with a {@link MailboxFailure} and has changed nothing.
 *
 * @param <R> the reply
 */
public sealed interface MailboxRequest<R extends MailboxReply> {

  /** The account, by its name. */
  String account();

  /** All mailboxes and subscriptions. An account that does not exist yet comes into being, with its INBOX. */
  record Catalogue(String account) implements MailboxRequest<MailboxReply.Catalogue> {}

  /**
   * The mailbox with its messages, as they are now.
   *
   * @param takeRecent whether the session takes what nobody was told as {@code \Recent} yet (RFC 3501, 2.3.2)
   */
  record Select(String account, MailboxName mailbox, boolean takeRecent) implements MailboxRequest<MailboxReply.Selected> {}

  /** As {@link Select}, for the mailbox a session already has; NONEXISTENT once it is deleted. */
  record Sync(String account, MailboxId mailbox, boolean takeRecent) implements MailboxRequest<MailboxReply.Selected> {}

  /** Makes a mailbox. Fails with ALREADYEXISTS, LIMIT, or USEATTR if a special use is taken or unknown. */
  record Create(String account, MailboxName mailbox, Set<String> specialUse) implements MailboxRequest<MailboxReply.Created> {
    public Create {
      specialUse = Set.copyOf(specialUse);
    }
  }

  /** Deletes a mailbox with its messages. Fails with NONEXISTENT, or CANNOT for INBOX. */
  record Delete(String account, MailboxName mailbox) implements MailboxRequest<MailboxReply.Done> {}

  /**
   * Renames a mailbox and all below it; INBOX keeps existing and gives its messages away (RFC 9051, 6.3.6). Fails with
   * NONEXISTENT, ALREADYEXISTS, or CANNOT.
   */
  record Rename(String account, MailboxName from, MailboxName to) implements MailboxRequest<MailboxReply.Done> {}

  /** Subscribes a name or no longer does; the mailbox need not exist. */
  record Subscribe(String account, MailboxName mailbox, boolean subscribed) implements MailboxRequest<MailboxReply.Done> {}

  /**
   * Adds messages, all or none (RFC 3502). Fails with TRYCREATE if there is no such mailbox, TOOBIG, LIMIT.
   *
   * @param replaces a message that is expunged in the same step (RFC 8508)
   */
  record Append(String account, MailboxName mailbox, List<NewMessage> messages, Optional<MessageOf> replaces)
      implements MailboxRequest<MailboxReply.Appended> {
    public Append {
      messages = List.copyOf(messages);
    }
  }

  /** One message of a mailbox. */
  record MessageOf(MailboxId mailbox, int uid) {}

  /**
   * Copies or moves messages, all or none. UIDs that no longer exist are left out. Fails with TRYCREATE if there is no target.
   *
   * @param move whether the originals are expunged in the same step (RFC 6851)
   */
  record Copy(String account, MailboxId from, UidSet uids, MailboxName to, boolean move)
      implements MailboxRequest<MailboxReply.Copied> {}

  /**
   * Changes flags. UIDs that do not exist are left out.
   *
   * @param condition messages that do not meet it are left alone and named in the reply
   */
  record Store(String account, MailboxId mailbox, UidSet uids, FlagsMode mode, Flags flags, Unchanged condition)
      implements MailboxRequest<MailboxReply.Stored> {

    /** @param unchangedSince the highest modification sequence that meets the condition; {@link Long#MAX_VALUE} for all */
    public Store(String account, MailboxId mailbox, UidSet uids, FlagsMode mode, Flags flags, long unchangedSince) {
      this(account, mailbox, uids, mode, flags, Unchanged.since(unchangedSince));
    }
  }

  /**
   * UNCHANGEDSINCE (RFC 7162, 3.1.3), and what is excepted from it.
   *
   * @param since messages with a higher modification sequence do not meet it
   * @param excepted messages whose changes since then do not matter to who asks (3.1.12), up to {@code exceptedUpTo}
   */
  record Unchanged(long since, UidSet excepted, long exceptedUpTo) {

    /** Without exceptions. */
    public static Unchanged since(long modSeq) {
      return new Unchanged(modSeq, UidSet.EMPTY, 0);
    }

    /** Whether a message meets it. */
    public boolean isMet(int uid, long modSeq) {
      return modSeq <= since || modSeq <= exceptedUpTo && excepted.contains(uid);
    }
  }

  /** Expunges those of the messages that are {@code \Deleted}. */
  record Expunge(String account, MailboxId mailbox, UidSet uids) implements MailboxRequest<MailboxReply.Expunged> {}

  /**
   * Expunges messages, {@code \Deleted} or not, all in one step: what a POP3 session has marked, when it ends with QUIT. UIDs that no
   * longer exist are left out.
   */
  record Remove(String account, MailboxId mailbox, UidSet uids) implements MailboxRequest<MailboxReply.Expunged> {}
}
