package org.godwit.transfer;

import java.io.Closeable;
import java.io.IOException;
import org.godwit.mail.MailboxName;

/** A mailbox that may be imported. */
public interface SourceMailbox {

  /** What it is to be called. */
  MailboxName name();

  /** Where it is, for people. */
  String where();

  /** How much there is to do, in the unit of {@link Cursor#position}. */
  long size();

  /** Begins to read it. Fails if it is not what it should be. */
  Cursor open() throws IOException;

  /** Goes through a mailbox's messages, in the order of their UIDs as far as they have any. */
  interface Cursor extends Closeable {

    /** The next message; null at the end. Fails if nothing further can be read. */
    SourceMessage next() throws IOException;

    /** How much has been read. */
    long position();
  }
}
