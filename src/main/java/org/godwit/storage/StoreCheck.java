package org.godwit.storage;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.godwit.account.AccountState;
import org.godwit.account.Extent;
import org.godwit.account.MailboxEntry;
import org.godwit.account.MailboxState;
import org.godwit.account.MessageRow;
import org.godwit.mail.MailboxId;
import org.godwit.storage.body.BodyReader;
import org.godwit.storage.body.OpenFiles;
import org.godwit.storage.body.VerifiedBodies;
import org.godwit.storage.checkpoint.Checkpoints;
import org.godwit.storage.codec.FormatException;
import org.godwit.storage.io.Disk;

/**
 * Verifies an account on disk without changing anything; also one in use: it looks at the state that one journal position
 * leads to, and begins again if compaction takes files away meanwhile. One thread; blocks.
 */
public final class StoreCheck {

  private static final int ATTEMPTS = 3;
  private static final int STEP = 256;

  /** Is told how far the check is. */
  public interface Progress {
    /**
     * @param stage what is being verified, for people
     * @param done units so far
     * @param total units in all; 0 if not known
     */
    void at(String stage, long done, long total);
  }

  /**
   * What was found.
   *
   * @param findings damage, in no order; empty if all is well
   */
  public record Report(List<Damage> findings, int mailboxes, long messages, long octets) {
    public boolean isClean() {
      return findings.isEmpty();
    }
  }

  private final AccountFiles files;
  private final BodyReader reader;
  private final Progress progress;
  private List<Damage> findings = new ArrayList<>();
  private long messages;
  private long octets;

  private StoreCheck(Disk disk, Path root, Progress progress, OpenFiles open) {
    this.files = new AccountFiles(disk, root);
    this.progress = progress;
    this.reader = new BodyReader(files, open, VerifiedBodies.ofOne(), (body, length) -> null);
  }

  /**
   * Verifies an account's directory.
   *
   * @throws org.godwit.storage.codec.NewerFormatException if a later version of Godwit wrote some of it, which only that one can verify
   */
  public static Report check(Disk disk, Path root) throws IOException {
    return check(disk, root, (stage, done, total) -> { });
  }

  /** As {@link #check(Disk, Path)}, telling how far it is. */
  public static Report check(Disk disk, Path root, Progress progress) throws IOException {
    for (int attempt = 1;; attempt++) {
      try (var open = new OpenFiles(disk, 16)) {
        var check = new StoreCheck(disk, root, progress, open);
        if (check.run() || attempt == ATTEMPTS) {
          return check.report();
        }
      }
    }
  }

  private int mailboxes;

  private Report report() {
    return new Report(List.copyOf(findings), mailboxes, messages, octets);
  }

  /** @return false if files went away meanwhile */
  private boolean run() throws IOException {
    var before = new TreeSet<>(files.journal().numbers());
    Recovery.Found found;
    KnownFormats.requireAll(files);
    try {
      progress.at("journal", 0, 0);
      found = new Recovery(files, null, false).run();
    } catch (FormatException e) {
      findings.add(new Damage("journal", 0, 0, e.getMessage()));
      return true;
    }
    findings.addAll(found.damages());
    var state = withAllMailboxes(found);
    mailboxes = state.mailboxes().size();
    compareWithJournal(found, state);
    bodies(state);
    summaries(state);
    return findings.isEmpty() || files.journal().numbers().containsAll(before) && !isReplaced(found);
  }

  private boolean isReplaced(Recovery.Found found) throws IOException {
    return found.catalogue() != null && !Checkpoints.list(files).contains(found.catalogue().id());
  }

  private void finding(String file, long offset, long length, String what) {
    findings.add(new Damage(file, offset, length, what));
  }

  // --- indexes ---

  private AccountState withAllMailboxes(Recovery.Found found) throws IOException {
    var state = found.state();
    long done = 0;
    for (MailboxEntry entry : found.state().mailboxesById()) {
      progress.at("mailboxes", done++, state.mailboxes().size());
      if (!entry.isResident()) {
        try {
          state = state.withResident(Checkpoints.load(files, found.catalogue(), entry.id()));
        } catch (FormatException | IllegalStateException e) {
          finding("checkpoint/" + found.catalogue().mailbox(entry.id()).orElseThrow().indexFile(), 0, 0, e.getMessage());
          state = rebuilt(found, state, entry.id());
        }
      }
    }
    return state;
  }

  /** As the journal has the mailbox, so that what it points to is verified all the same. */
  private AccountState rebuilt(Recovery.Found found, AccountState state, MailboxId mailbox) throws IOException {
    try {
      var journaled = Recovery.rebuilt(files, found.end(), new ArrayList<>()).mailbox(mailbox);
      return journaled.isEmpty() ? state : state.withResident(journaled.get().messages());
    } catch (FormatException | IllegalStateException e) {
      finding("journal", 0, 0, mailbox + " cannot be rebuilt: " + e.getMessage());
      return state;
    }
  }

  private void compareWithJournal(Recovery.Found found, AccountState state) throws IOException {
    if (found.catalogue() == null) {
      return;
    }
    progress.at("replay", 0, 0);
    try {
      var noted = new ArrayList<Damage>();
      var replayed = Recovery.rebuilt(files, found.end(), noted);
      noted.removeAll(findings);
      findings.addAll(noted);
      var catalogue = "checkpoint/" + found.catalogue().id().fileName();
      StateComparison.differences(replayed, state).forEach(difference -> finding(catalogue, 0, 0, difference));
    } catch (FormatException e) {
      finding("journal", 0, 0, e.getMessage());
    }
  }

  // --- bodies ---

  private void bodies(AccountState state) throws IOException {
    var live = new ArrayList<Extent>();
    var seen = new TreeSet<Long>();
    for (MailboxEntry entry : state.mailboxes()) {
      for (int i = 0; entry.isResident() && i < entry.messages().size(); i++) {
        messages++;
        octets += entry.messages().octets(i);
        var body = entry.messages().body(i);
        if (seen.add(body.position())) {
          live.add(body);
        }
      }
    }
    live.sort(java.util.Comparator.comparingLong(Extent::position));
    for (int i = 0; i < live.size(); i++) {
      if (i % STEP == 0) {
        progress.at("bodies", i, live.size());
      }
      body(live.get(i));
    }
  }

  private void body(Extent body) throws IOException {
    if (body.length() == 0) {
      return;
    }
    try {
      reader.verify(body);
    } catch (FormatException e) {
      finding(nameOf(body.segment()), body.offset(), body.length(), e.getMessage());
    } catch (NoSuchFileException e) {
      finding(nameOf(body.segment()), body.offset(), body.length(), "the file of a body is missing");
    }
  }

  /** The name, within the account's directory, of the file that an extent's segment number means; of a body's head and tail both. */
  private String nameOf(int segment) throws IOException {
    if (segment >= 0) {
      return files.root().relativize(files.segment(segment)).toString();
    }
    var there = files.disk().names(files.bodies());
    var names = files.bodyNames(-segment).stream().map(path -> path.getFileName().toString()).filter(there::contains).toList();
    return "bodies/" + (names.isEmpty() ? files.body(-segment).getFileName() : String.join(" and ", names));
  }

  // --- summaries ---

  private void summaries(AccountState state) throws IOException {
    for (MailboxEntry entry : state.mailboxes()) {
      if (entry.isResident()) {
        summaries(entry.messages());
      }
    }
  }

  private void summaries(MailboxState mailbox) throws IOException {
    for (int from = 0; from < mailbox.size(); from += STEP) {
      progress.at("summaries", from, mailbox.size());
      int count = Math.min(STEP, mailbox.size() - from);
      var positions = new long[count];
      var emailIds = new long[count];
      for (int i = 0; i < count; i++) {
        positions[i] = mailbox.summary(from + i);
        emailIds[i] = mailbox.emailId(from + i);
      }
      int first = from;
      reader.summaries().read(positions, emailIds, i -> {
        if (positions[i] != MessageRow.NO_SUMMARY) {
          int segment = Extent.segmentOf(positions[i]);
          finding(segment < 0 ? "checkpoint/" + files.summaries(-segment).getFileName() : nameOf(segment),
              positions[i] & 0xFFFF_FFFFL, 0,
              "the summary of message " + mailbox.uid(first + i) + " in " + mailbox.id() + " is not readable");
        }
        return null;
      });
    }
  }
}
