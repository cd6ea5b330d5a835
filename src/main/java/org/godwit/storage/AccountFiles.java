package org.godwit.storage;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.godwit.mail.MailboxId;
import org.godwit.storage.io.Disk;
import org.godwit.storage.journal.JournalDirectory;

/**
 * The layout of an account's directory:
 *
 * <pre>
 * journal/&lt;epoch&gt;.epoch                    the owner's epoch, empty
 * journal/&lt;number&gt;.seg                     journal segments
 * bodies/&lt;number&gt;.body                      large bodies, each with a trailer behind it
 * bodies/&lt;number&gt;.head, &lt;number&gt;.tail        a large body that several accounts have, each behind a head of its own
 * incoming/&lt;name&gt;.part                      large bodies being received
 * checkpoint/&lt;epoch&gt;-&lt;number&gt;.catalogue     checkpoints; the newest usable one counts
 * checkpoint/&lt;mailbox&gt;-&lt;epoch&gt;-&lt;number&gt;.index  a mailbox's messages
 * checkpoint/&lt;number&gt;.summaries             summaries of one mailbox's messages in UID order
 * search/&lt;mailbox&gt;/                       an index of a mailbox's texts: not the store's, which only drops it with the mailbox
 * </pre>
 * All numbers are hexadecimal. Every file is written by one owner only, which created it exclusively. Safe on any thread.
 */
public final class AccountFiles {

  private static final String BODY = ".body";
  private static final String HEAD = ".head";
  private static final String TAIL = ".tail";

  private final Disk disk;
  private final Path root;
  private final JournalDirectory journal;
  /** Journal segments that were asked for. */
  private final Map<Integer, Path> segments = new ConcurrentHashMap<>();

  public AccountFiles(Disk disk, Path root) {
    this.disk = disk;
    this.root = root;
    this.journal = new JournalDirectory(disk, root.resolve("journal"));
  }

  public Disk disk() {
    return disk;
  }

  public Path root() {
    return root;
  }

  public JournalDirectory journal() {
    return journal;
  }

  public Path bodies() {
    return root.resolve("bodies");
  }

  public Path incoming() {
    return root.resolve("incoming");
  }

  public Path checkpoint() {
    return root.resolve("checkpoint");
  }

  /** A body file. It may be there as a {@link #head} and a {@link #tail} instead. */
  public Path body(int number) {
    return bodies().resolve(String.format("%08x" + BODY, number));
  }

  /** Beside a {@link #body} that is not there as such: its first octets, this account's own, and the trailer of the whole. */
  public static Path head(Path body) {
    return renamed(body, HEAD);
  }

  /** Beside a {@link #body} that is not there as such: its other octets, which other accounts have as well, with a trailer of their own. */
  public static Path tail(Path body) {
    return renamed(body, TAIL);
  }

  private static Path renamed(Path body, String suffix) {
    return body.resolveSibling(body.getFileName().toString().replace(BODY, suffix));
  }

  /** Whether this is a {@link #body}, going by its name. */
  public static boolean isBody(Path file) {
    return number(file.getFileName().toString(), BODY).isPresent();
  }

  /** Every name under which octets of a body file may be. */
  public List<Path> bodyNames(int number) {
    var body = body(number);
    return List.of(body, head(body), tail(body));
  }

  /** The number of a body file in any of its names. */
  public static OptionalInt bodyNumber(String fileName) {
    return Stream.of(BODY, HEAD, TAIL).map(suffix -> number(fileName, suffix)).filter(OptionalInt::isPresent).findFirst()
        .orElse(OptionalInt.empty());
  }

  /** A summary file. */
  public Path summaries(int number) {
    return checkpoint().resolve(String.format("%08x.summaries", number));
  }

  /** Where indexes of texts are. */
  Path searches() {
    return root.resolve("search");
  }

  /** Where the index of the texts in a mailbox is. @param root the account's directory */
  public static Path search(Path root, MailboxId mailbox) {
    return root.resolve("search").resolve(Long.toHexString(mailbox.value()));
  }

  /** The number in a name of eight hexadecimal digits and a suffix. */
  public static OptionalInt number(String fileName, String suffix) {
    if (fileName.length() != 8 + suffix.length() || !fileName.endsWith(suffix)) {
      return OptionalInt.empty();
    }
    try {
      return OptionalInt.of(Integer.parseInt(fileName, 0, 8, 16));
    } catch (NumberFormatException e) {
      return OptionalInt.empty();
    }
  }

  /** The file of a journal segment. */
  public Path segment(int number) {
    return segments.computeIfAbsent(number, journal::file);
  }
}
