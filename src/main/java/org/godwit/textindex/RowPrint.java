package org.godwit.textindex;

import org.godwit.account.MailboxState;

/**
 * A number that is the same for a message as long as it exists, and most likely another for any other message that ever gets its UID,
 * which can only happen when a disk lost what it had. An index that was made before does not hide the new message then. Static only.
 */
final class RowPrint {

  private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;

  private RowPrint() {
  }

  static int of(MailboxState rows, int index) {
    long print = rows.emailId(index) * SPREAD ^ rows.octets(index);
    print = (print ^ print >>> 29) * SPREAD ^ rows.internalDate(index);
    print *= SPREAD;
    return (int) (print >>> 32);
  }
}
