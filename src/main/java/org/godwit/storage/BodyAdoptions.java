package org.godwit.storage;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.godwit.account.Content;
import org.godwit.account.Extent;
import org.godwit.account.JournalRecord;
import org.godwit.account.JournalRecord.MessageAdded;
import org.godwit.storage.body.JoinedFile;

/**
 * Gives received bodies their place and number as body files. Numbers are handed out on the event loop, above every number
 * that is or was in use, so that a file which nobody adopted in the end is never taken for another.
 */
final class BodyAdoptions {

  /** A received file, what goes in front of it, and the number it gets. */
  record Adoption(String incoming, byte[] head, int bodyFile) {}

  private final AccountFiles files;
  private int next;
  private List<Adoption> staged = new ArrayList<>();

  /** @param next above every body file's number so far */
  BodyAdoptions(AccountFiles files, int next) {
    this.files = files;
    this.next = next;
  }

  // --- event loop ---

  /** The records with body files in place of received bodies. */
  List<JournalRecord> placed(List<JournalRecord> records) {
    boolean any = records.stream().anyMatch(
        record -> record instanceof MessageAdded added && added.body() instanceof Content.Incoming);
    return any ? records.stream().map(this::placed).toList() : records;
  }

  private JournalRecord placed(JournalRecord record) {
    if (!(record instanceof MessageAdded m) || !(m.body() instanceof Content.Incoming incoming)) {
      return record;
    }
    int number = Math.max(next, incoming.bodyFile());
    next = number + 1;
    staged.add(new Adoption(incoming.name(), incoming.head(), number));
    var body = new Content.Stored(Extent.ofBodyFile(number, incoming.length()));
    return new MessageAdded(m.mailbox(), m.uid(), m.modSeq(), m.flags(), m.internalDate(), m.saveDate(), m.emailId(), body,
        m.summary());
  }

  /** Those staged since the last call. */
  List<Adoption> take() {
    var taken = staged;
    staged = new ArrayList<>();
    return taken;
  }

  // --- worker ---

  /** Gives the files their places, durably. */
  void link(List<Adoption> adoptions) throws IOException {
    if (adoptions.isEmpty()) {
      return;
    }
    files.disk().createDirectories(files.bodies());
    for (Adoption adoption : adoptions) {
      link(adoption);
    }
    files.disk().syncDirectory(files.bodies());
  }

  private void link(Adoption adoption) throws IOException {
    var incoming = files.incoming().resolve(adoption.incoming);
    var body = files.body(adoption.bodyFile);
    if (adoption.head.length == 0) {
      files.disk().link(incoming, body);
    } else {
      files.disk().link(incoming, AccountFiles.tail(body));
      JoinedFile.writeHead(files.disk(), body, adoption.head);
    }
  }

  /** After their records are durable: takes away the names they came with. What stays is swept later. */
  void unlinkIncoming(List<Adoption> adoptions) throws IOException {
    for (Adoption adoption : adoptions) {
      files.disk().delete(files.incoming().resolve(adoption.incoming));
    }
  }
}
