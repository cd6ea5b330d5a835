package org.godwit.transfer;

import org.godwit.account.Extent;
import org.godwit.mail.MailboxId;
import org.godwit.mailbox.api.MailReader;
import org.godwit.mailbox.api.MailboxFailure;
import org.godwit.mailbox.api.MailboxFailure.Kind;
import org.godwit.mailbox.api.MailboxRequest;

/** A large message's octets where the store has them; finds it again when compaction has moved it. One thread. */
final class StoredOctets implements Octets {

  private static final int EXPIRED_MAX = 10;

  private final Store store;
  private final MailboxId mailbox;
  private final int uid;
  private Extent extent;

  private StoredOctets(Store store, MailboxId mailbox, int uid, Extent extent) {
    this.store = store;
    this.mailbox = mailbox;
    this.uid = uid;
    this.extent = extent;
  }

  /** A message's octets: in memory at once if there are few. */
  static Octets of(Store store, MailboxId mailbox, int uid, Extent extent) throws UnreadableException {
    var stored = new StoredOctets(store, mailbox, uid, extent);
    return extent.length() > MailReader.READ_BYTES_MAX ? stored : Octets.of(stored.slice(0, (int) extent.length()));
  }

  @Override
  public long length() {
    return extent.length();
  }

  @Override
  public int read(long position, byte[] into, int offset, int size) throws UnreadableException {
    if (position >= length()) {
      return -1;
    }
    var octets = slice(position, Math.min(size, MailReader.READ_BYTES_MAX));
    System.arraycopy(octets, 0, into, offset, octets.length);
    return octets.length;
  }

  private byte[] slice(long position, int size) throws UnreadableException {
    for (int attempt = 0;; attempt++) {
      try {
        if (!store.reader().isWholeNow(extent)) {
          Store.wait(store.reader().verify(extent));
        }
        var wanted = extent.slice(position, size);
        var cached = store.reader().readNow(wanted);
        return (cached == null ? Store.wait(store.reader().read(wanted)) : cached).getBytes();
      } catch (MailboxFailure failure) {
        if (failure.kind() != Kind.EXPIRED || attempt == EXPIRED_MAX) {
          throw new UnreadableException(failure.getMessage());
        }
        locate();
      }
    }
  }

  private void locate() throws UnreadableException {
    try {
      var messages = store.ask(new MailboxRequest.Sync(store.account(), mailbox, false)).messages();
      int index = messages.indexOf(uid);
      if (index < 0) {
        throw new UnreadableException("was expunged meanwhile");
      }
      extent = messages.body(index);
    } catch (MailboxFailure failure) {
      throw new UnreadableException(failure.getMessage());
    }
  }
}
