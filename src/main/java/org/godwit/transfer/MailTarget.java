package org.godwit.transfer;

import java.io.IOException;
import java.util.Collection;
import org.godwit.account.MailboxEntry;
import org.godwit.mail.MailboxName;

/** Where mailboxes are exported to. One thread. */
public interface MailTarget {

  /** Is told, first of all, the names of all mailboxes that are to come. */
  default void mailboxes(Collection<MailboxName> names) {}

  /** Begins a mailbox, whose messages then come in the order of their UIDs. */
  Mailbox begin(MailboxEntry mailbox) throws IOException;

  /** Writes down what is subscribed. */
  void subscriptions(Collection<MailboxName> names) throws IOException;

  /** One mailbox being written. */
  interface Mailbox extends AutoCloseable {

    /**
     * Adds a message.
     *
     * @throws UnreadableException if the message cannot be read; then nothing of it remains, and others may follow
     * @throws IOException if it cannot be written
     */
    void write(StoredMessage message) throws IOException;

    /** Everything is there: makes it last. */
    void finish() throws IOException;

    /** Lets go; without {@link #finish} what is there may be incomplete. */
    @Override
    void close() throws IOException;
  }
}
