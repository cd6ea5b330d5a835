package org.godwit.mailbox;

import java.nio.file.NoSuchFileException;
import org.godwit.mailbox.api.MailboxFailure;
import org.godwit.mailbox.api.MailboxFailure.Kind;
import org.godwit.storage.FencedException;
import org.godwit.storage.codec.NewerFormatException;
import org.godwit.storage.io.DiskException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What clients are told when the disk fails. */
final class StorageFailures {

  private static final Logger LOG = LoggerFactory.getLogger(StorageFailures.class);

  private StorageFailures() {}

  /** What was not written before another node took the account over: that one can do it. */
  static MailboxFailure moved() {
    return new MailboxFailure(Kind.MOVED, "Another server has taken the account over; connect again");
  }

  /** A write that did not succeed; nothing of it has happened, unless the new owner found it. */
  static MailboxFailure ofWrite(Throwable failure) {
    if (failure instanceof FencedException) {
      return new MailboxFailure(Kind.UNCERTAIN, "Another server has taken the account over; whether this was done is not known");
    }
    if (failure instanceof MailboxFailure known) {
      return known;
    }
    return isDiskFull(failure) ? full()
        : new MailboxFailure(Kind.UNAVAILABLE, "The server cannot write to its disk now; nothing was changed");
  }

  /** There is no room for mail. */
  static MailboxFailure full() {
    return new MailboxFailure(Kind.OVERQUOTA, "The server's disk is full; nothing was changed");
  }

  /** A read that did not succeed. */
  static MailboxFailure ofRead(Throwable failure) {
    if (failure instanceof NewerFormatException) {
      LOG.error("a message cannot be read: {}", failure.getMessage());
      return new MailboxFailure(Kind.UNAVAILABLE, "The message cannot be read now");
    }
    return failure instanceof NoSuchFileException
        ? new MailboxFailure(Kind.EXPIRED, "The message has been moved on disk")
        : new MailboxFailure(Kind.CORRUPT, "The message cannot be read from disk");
  }

  private static boolean isDiskFull(Throwable failure) {
    for (var cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof DiskException disk && disk.kind() == DiskException.Kind.FULL) {
        return true;
      }
    }
    return false;
  }
}
