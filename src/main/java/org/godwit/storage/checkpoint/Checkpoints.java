package org.godwit.storage.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.godwit.account.MailboxState;
import org.godwit.mail.MailboxId;
import org.godwit.storage.AccountFiles;
import org.godwit.storage.Damage;
import org.godwit.storage.codec.FormatException;

/** Finds and reads the checkpoints of an account. */
public final class Checkpoints {

  private static final long CATALOGUE_BYTES_MAX = 1 << 30;

  private Checkpoints() {}

  /** The checkpoints whose catalogue is there, newest first. */
  public static List<CheckpointId> list(AccountFiles files) throws IOException {
    return files.disk().names(files.checkpoint()).stream().flatMap(name -> CheckpointId.parse(name).stream())
        .sorted(Comparator.reverseOrder()).toList();
  }

  /**
   * Reads a catalogue.
   *
   * @throws FormatException if it is damaged
   * @throws org.godwit.storage.codec.NewerFormatException if a later version of Godwit wrote it
   */
  public static Catalogue read(AccountFiles files, CheckpointId id) throws IOException {
    var path = files.checkpoint().resolve(id.fileName());
    try (var file = files.disk().open(path)) {
      if (file.size() > CATALOGUE_BYTES_MAX) {
        throw new FormatException("catalogue of " + file.size() + " octets");
      }
      var bytes = ByteBuffer.allocate((int) file.size());
      file.read(0, bytes);
      Catalogue.FORMAT.requireKnown(bytes.flip(), path);
      var catalogue = Catalogue.decode(bytes);
      if (!catalogue.id().equals(id)) {
        throw new FormatException("catalogue says that it is " + catalogue.id());
      }
      return catalogue;
    } catch (IllegalArgumentException e) {
      throw new FormatException(path.getFileName() + ": " + e.getMessage(), e);
    }
  }

  /** Those that can be read, newest first; the others are added to the damages. */
  public static List<Catalogue> readable(AccountFiles files, List<Damage> damages) throws IOException {
    var found = new ArrayList<Catalogue>();
    for (CheckpointId id : list(files)) {
      try {
        found.add(read(files, id));
      } catch (FormatException e) {
        damages.add(new Damage("checkpoint/" + id.fileName(), 0, 0, e.getMessage()));
      } catch (NoSuchFileException e) {
        // replaced by a newer one meanwhile
      }
    }
    return found;
  }

  /**
   * A mailbox's messages as a checkpoint has them.
   *
   * @throws FormatException if the index is missing, damaged, or at odds with the catalogue
   * @throws org.godwit.storage.codec.NewerFormatException if a later version of Godwit wrote it
   */
  public static MailboxState load(AccountFiles files, Catalogue catalogue, MailboxId mailbox) throws IOException {
    var indexed = catalogue.mailbox(mailbox)
        .orElseThrow(() -> new FormatException("checkpoint " + catalogue.id() + " has no mailbox " + mailbox));
    Path path = files.checkpoint().resolve(indexed.indexFile());
    MailboxState messages;
    try {
      messages = MailboxIndex.read(files.disk(), path, mailbox);
    } catch (NoSuchFileException e) {
      throw new FormatException(indexed.indexFile() + " is missing", e);
    } catch (FormatException e) {
      throw new FormatException(indexed.indexFile() + ": " + e.getMessage(), e);
    }
    var counts = indexed.entry().counts();
    var found = messages.counts();
    if (found.messages() != counts.messages() || found.unseen() != counts.unseen() || found.deleted() != counts.deleted()
        || found.octets() != counts.octets() || found.uidNext() > counts.uidNext()) {
      throw new FormatException(indexed.indexFile() + " has " + found + ", the catalogue says " + counts);
    }
    return messages;
  }
}
