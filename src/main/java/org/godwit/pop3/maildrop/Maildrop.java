package org.godwit.pop3.maildrop;

import io.smallrye.mutiny.Uni;
import java.util.BitSet;
import java.util.function.IntPredicate;
import org.godwit.account.JournalRecord.FlagsMode;
import org.godwit.account.MailboxEntry;
import org.godwit.account.MailboxState;
import org.godwit.mail.Flags;
import org.godwit.mail.MailboxId;
import org.godwit.mail.UidSet;
import org.godwit.mail.UidValidity;
import org.godwit.mailbox.api.MailboxClient;
import org.godwit.mailbox.api.MailboxRequest;
import org.godwit.mailbox.api.MaildropClaims.Claim;

/**
 * An account's INBOX as one POP3 session has it: the messages that were there at login, numbered from 1 (RFC 1939, 4), and those marked
 * as deleted. What IMAP sessions add, or expunge, meanwhile changes neither numbers nor sizes. Event loop of the session only.
 */
public final class Maildrop {

  private final MailboxClient store;
  private final String account;
  private final MailboxEntry mailbox;
  private final MailboxState messages;
  private final Claim claim;
  private final BitSet deleted = new BitSet();
  private final BitSet retrieved = new BitSet();
  private long deletedOctets;

  /** @param mailbox with its messages resident */
  public Maildrop(MailboxClient store, String account, MailboxEntry mailbox, Claim claim) {
    this.store = store;
    this.account = account;
    this.mailbox = mailbox;
    this.messages = mailbox.messages();
    this.claim = claim;
  }

  MailboxClient store() {
    return store;
  }

  /** Whose it is. */
  public String account() {
    return account;
  }

  /** The INBOX. */
  MailboxId id() {
    return mailbox.id();
  }

  /** Its UIDVALIDITY. */
  UidValidity uidValidity() {
    return mailbox.uidValidity();
  }

  /** The messages as they were at login. */
  MailboxState messages() {
    return messages;
  }

  /** The highest message-number there was; those marked as deleted keep theirs. */
  public int highestNumber() {
    return messages.size();
  }

  /** Whether there is a message of this number, not marked as deleted. */
  public boolean has(int number) {
    return number >= 1 && number <= messages.size() && !deleted.get(number);
  }

  /** Number of messages not marked as deleted. */
  public int count() {
    return messages.size() - deleted.cardinality();
  }

  /** Octets of all messages not marked as deleted. */
  public long octets() {
    return messages.counts().octets() - deletedOctets;
  }

  /** Octets of one message, as stored. */
  public long octets(int number) {
    return messages.octets(number - 1);
  }

  /** UID of a message. */
  int uid(int number) {
    return messages.uid(number - 1);
  }

  /** Marks a message as deleted. */
  public void delete(int number) {
    deletedOctets += octets(number);
    deleted.set(number);
  }

  /** No message is marked as deleted any more. */
  public void undeleteAll() {
    deleted.clear();
    deletedOctets = 0;
  }

  /** A message was sent to the client completely. */
  public void retrieved(int number) {
    retrieved.set(number);
  }

  /** Expunges what is marked as deleted: all of it or nothing, durably. */
  public Uni<Void> removeDeleted() {
    return deleted.isEmpty() ? Uni.createFrom().voidItem()
        : store.send(new MailboxRequest.Remove(account, id(), uids(deleted::get))).replaceWithVoid();
  }

  /** Makes what was retrieved, and stays, {@code \Seen}. */
  public Uni<Void> markRetrievedSeen() {
    var uids = uids(number -> retrieved.get(number) && !deleted.get(number));
    return uids.isEmpty() ? Uni.createFrom().voidItem()
        : store.send(new MailboxRequest.Store(account, id(), uids, FlagsMode.ADD, Flags.ofSystem(Flags.SEEN), Long.MAX_VALUE))
            .replaceWithVoid();
  }

  private UidSet uids(IntPredicate numbers) {
    var uids = new UidSet.Builder();
    for (int number = 1; number <= messages.size(); number++) {
      if (numbers.test(number)) {
        uids.add(uid(number));
      }
    }
    return uids.build();
  }

  /** Gives the maildrop back. Idempotent. */
  public void release() {
    claim.end();
  }
}
