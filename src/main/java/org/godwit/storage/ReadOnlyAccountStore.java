package org.godwit.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.godwit.account.AccountState;
import org.godwit.account.JournalRecord;
import org.godwit.account.MailboxState;
import org.godwit.mail.MailboxId;
import org.godwit.storage.body.Summarizer;
import org.godwit.storage.checkpoint.Checkpoints;
import org.godwit.storage.codec.FormatException;
import org.godwit.storage.io.Disk;
import org.godwit.storage.io.DiskException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An account that cannot be claimed because its disk takes no writes: what is there can be read, nothing can be staged. It does not
 * own the account, so that another process may; whoever wants to write opens it anew.
 */
public final class ReadOnlyAccountStore implements AccountStore {

  private static final Logger LOG = LoggerFactory.getLogger(ReadOnlyAccountStore.class);

  private final AccountFiles files;
  private final Recovery.Found found;
  private final DiskException cause;

  private ReadOnlyAccountStore(AccountFiles files, Recovery.Found found, DiskException cause) {
    this.files = files;
    this.found = found;
    this.cause = cause;
  }

  /**
   * Opens the account to own it, or, if the disk refuses that, to read it. Blocks.
   *
   * @throws DiskException if there is nothing to read yet
   * @see DiskAccountStore#open
   */
  public static AccountStore ownOrRead(DiskRoom room, Disk disk, Path root, String account, StoreOptions options,
      Summarizer summarizer, LongSupplier clockMs) throws IOException {
    try {
      return DiskAccountStore.open(room, disk, root, account, options, summarizer, clockMs);
    } catch (DiskException refused) {
      return read(disk, root, account, refused);
    }
  }

  private static ReadOnlyAccountStore read(Disk disk, Path root, String account, DiskException refused) throws IOException {
    try {
      var files = new AccountFiles(disk, root);
      var found = new Recovery(files, account, false).run();
      if (found.state().mailboxes().isEmpty()) {
        throw refused;
      }
      LOG.error("{}: can only be read: {}", root, refused.getMessage());
      found.damages().forEach(damage -> LOG.error("{}: {}", root, damage));
      return new ReadOnlyAccountStore(files, found, refused);
    } catch (IOException e) {
      if (e != refused) {
        refused.addSuppressed(e);
      }
      throw refused;
    }
  }

  @Override
  public DiskException refusal() {
    return cause;
  }

  @Override
  public AccountState recovered() {
    return found.state();
  }

  @Override
  public List<JournalRecord> stage(List<JournalRecord> records) {
    throw new IllegalStateException(files.root() + " can only be read");
  }

  @Override
  public boolean hasStaged() {
    return false;
  }

  @Override
  public Batch seal() {
    return new Batch() {};
  }

  @Override
  public void commit(Batch batch) throws IOException {
    throw cause;
  }

  @Override
  public void discard() {
    // nothing was staged
  }

  @Override
  public MailboxState loadMailbox(MailboxId mailbox) throws IOException {
    if (found.catalogue() != null) {
      try {
        return Checkpoints.load(files, found.catalogue(), mailbox);
      } catch (FormatException e) {
        LOG.error("{}: reading {} from the journal: {}", files.root(), mailbox, e.getMessage());
      }
    }
    return Recovery.rebuilt(files, found.end(), new ArrayList<>()).mailbox(mailbox)
        .orElseThrow(() -> new FormatException("the journal has no mailbox " + mailbox)).messages();
  }

  @Override
  public Upkeep upkeep(AccountState durable, boolean force) {
    return new Upkeep.Nothing();
  }

  @Override
  public void close() {
    // holds nothing open
  }
}
