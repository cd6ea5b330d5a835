package org.godwit.transfer.maildir;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.godwit.account.MailboxEntry;
import org.godwit.mail.MailboxName;
import org.godwit.transfer.FileNames;
import org.godwit.transfer.LineEnds;
import org.godwit.transfer.LineReader;
import org.godwit.transfer.MailTarget;
import org.godwit.transfer.StoredMessage;
import org.godwit.transfer.UnreadableException;

/**
 * A Maildir++ tree, or one Maildir. The names tell the sizes (S and W, as Dovecot has them): a message whose W is its size is to be left as
 * it is, even if its lines end in LF. One thread.
 */
public final class MaildirTarget implements MailTarget {

  private static final int BUFFER_BYTES = 64 * 1024;
  private static final int FILE_NAME_BYTES_MAX = 255;

  private final Path target;
  private final boolean tree;
  private final LineEnds.Style style;

  /**
   * A target that does not exist yet, or is empty.
   *
   * @param tree whether mailboxes but INBOX get directories of their own
   */
  public MaildirTarget(Path target, boolean tree, LineEnds.Style style) {
    this.target = target;
    this.tree = tree;
    this.style = style;
  }

  @Override
  public Mailbox begin(MailboxEntry mailbox) throws IOException {
    var directory = tree && !mailbox.name().isInbox() ? target.resolve(directoryName(mailbox.name())) : target;
    if (Files.exists(directory.resolve("cur"))) {
      throw new FileAlreadyExistsException(directory.toString());
    }
    for (String part : List.of("tmp", "new", "cur")) {
      Files.createDirectories(directory.resolve(part));
    }
    if (!directory.equals(target)) {
      Files.write(directory.resolve("maildirfolder"), new byte[0]);
    }
    return new Writing(directory, mailbox);
  }

  private static String directoryName(MailboxName name) throws IOException {
    var file = "." + dotted(name);
    if (file.length() > FILE_NAME_BYTES_MAX) {
      throw new IOException("its name has " + file.length() + " octets in Maildir++, which is limited to " + FILE_NAME_BYTES_MAX);
    }
    return file;
  }

  private static String dotted(MailboxName name) {
    return name.levels().stream().map(FileNames::encodeDotted).collect(Collectors.joining("."));
  }

  @Override
  public void subscriptions(Collection<MailboxName> names) throws IOException {
    Files.createDirectories(target);
    Files.write(target.resolve(MaildirTree.SUBSCRIPTIONS), names.stream().map(MaildirTarget::dotted).toList());
  }

  private final class Writing implements Mailbox {
    private final Path directory;
    private final MailboxEntry mailbox;
    private final MaildirKeywords keywords = new MaildirKeywords();
    private final Set<String> keywordsLeft = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    private final List<String> uids = new ArrayList<>();

    Writing(Path directory, MailboxEntry mailbox) {
      this.directory = directory;
      this.mailbox = mailbox;
    }

    @Override
    public void write(StoredMessage message) throws IOException {
      var ends = LineEnds.of(message.body());
      boolean toLf = style == LineEnds.Style.LF && ends.canBecomeLf();
      var part = directory.resolve("tmp").resolve(Integer.toString(message.uid()));
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part), BUFFER_BYTES)) {
        body(message, toLf, out);
      } catch (UnreadableException unreadable) {
        Files.deleteIfExists(part);
        throw unreadable;
      }
      var name = name(message, message.body().length() - (toLf ? ends.withCr() : 0));
      var file = directory.resolve("cur").resolve(name.file());
      Files.setLastModifiedTime(part, FileTime.from(message.internalDate().epochSecond(), TimeUnit.SECONDS));
      Files.move(part, file);
      uids.add(message.uid() + " :" + name.base());
    }

    private static void body(StoredMessage message, boolean toLf, OutputStream out) throws IOException {
      var lines = new LineReader(message.body());
      while (lines.next()) {
        if (toLf) {
          LineEnds.writeWithLf(lines, 0, out);
        } else {
          LineEnds.writeAsIs(lines, 0, out);
        }
      }
    }

    private MaildirName name(StoredMessage message, long fileOctets) {
      var left = new ArrayList<String>();
      var letters = MaildirName.letters(message.flags()) + keywords.letters(message.flags().keywords(), left);
      keywordsLeft.addAll(left);
      var base = Math.max(0, message.internalDate().epochSecond()) + ".U" + message.uid() + "V" + mailbox.uidValidity() + ".godwit,S="
          + fileOctets + ",W=" + message.body().length();
      return new MaildirName(base, letters);
    }

    /** @throws IOException if keywords were left out */
    @Override
    public void finish() throws IOException {
      if (!keywords.lines().isEmpty()) {
        Files.write(directory.resolve(MaildirKeywords.FILE), keywords.lines());
      }
      uids.addFirst("3 V" + mailbox.uidValidity() + " N" + mailbox.counts().uidNext());
      Files.write(directory.resolve(MaildirUids.FILE), uids);
      if (!keywordsLeft.isEmpty()) {
        throw new IOException("a Maildir has room for 26 keywords; left out: " + String.join(" ", keywordsLeft));
      }
    }

    @Override
    public void close() {
      // every message is complete once it is there
    }
  }
}
