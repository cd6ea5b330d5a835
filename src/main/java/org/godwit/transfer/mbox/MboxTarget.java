package org.godwit.transfer.mbox;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.godwit.account.MailboxEntry;
import org.godwit.mail.MailboxName;
import org.godwit.transfer.FileNames;
import org.godwit.transfer.LineEnds;
import org.godwit.transfer.MailTarget;
import org.godwit.transfer.StoredMessage;
import org.godwit.transfer.UnreadableException;

/**
 * Mbox files: one, or a directory of them as {@link MboxTree} reads it. Each is written under another name and gets its own when it is
 * complete and on disk. One thread.
 */
public final class MboxTarget implements MailTarget {

  private static final int BUFFER_BYTES = 256 * 1024;

  private final Path target;
  private final boolean tree;
  private final MboxFormat format;
  private final LineEnds.Style style;
  /** Mailboxes that are written and have others below them. */
  private final Set<MailboxName> parents = new HashSet<>();

  private MboxTarget(Path target, boolean tree, MboxFormat format, LineEnds.Style style) {
    this.target = target;
    this.tree = tree;
    this.format = format;
    this.style = style;
  }

  /** A file for one mailbox. */
  public static MboxTarget file(Path file, MboxFormat format, LineEnds.Style style) {
    return new MboxTarget(file, false, format, style);
  }

  /** A directory for many. */
  public static MboxTarget directory(Path directory, MboxFormat format, LineEnds.Style style) {
    return new MboxTarget(directory, true, format, style);
  }

  @Override
  public void mailboxes(Collection<MailboxName> names) {
    names.forEach(name -> parents.addAll(name.ancestors()));
    parents.retainAll(Set.copyOf(names));
  }

  @Override
  public Mailbox begin(MailboxEntry mailbox) throws IOException {
    var file = tree ? path(mailbox.name()) : target;
    if (Files.exists(file)) {
      throw new FileAlreadyExistsException(file.toString());
    }
    if (file.toAbsolutePath().getParent() != null) {
      Files.createDirectories(file.toAbsolutePath().getParent());
    }
    return new Writing(file, mailbox);
  }

  private Path path(MailboxName name) {
    var path = target;
    for (MailboxName level : name.ancestors()) {
      path = path.resolve(fileName(level) + (parents.contains(level) ? MboxTree.BELOW : ""));
    }
    return path.resolve(fileName(name));
  }

  /** A level as a file that {@link MboxTree} does not take for something else. */
  private static String fileName(MailboxName name) {
    var file = FileNames.encode(name.lastLevel());
    return file.endsWith(MboxTree.BELOW) || MboxTree.isOther(file) ? FileNames.encodeDot(file) : file;
  }

  @Override
  public void subscriptions(Collection<MailboxName> names) throws IOException {
    Files.createDirectories(target);
    Files.write(target.resolve(MboxTree.SUBSCRIPTION_FILES.getFirst()),
        names.stream().map(name -> String.join("/", name.levels().stream().map(FileNames::encode).toList())).toList());
  }

  private final class Writing implements Mailbox {
    private final Path file;
    private final Path unfinished;
    private final FileChannel channel;
    private final CountingStream out;
    private final MboxWriter writer;

    Writing(Path file, MailboxEntry mailbox) throws IOException {
      this.file = file;
      this.unfinished = file.resolveSibling("." + file.getFileName() + ".part");
      this.channel = FileChannel.open(unfinished, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING,
          StandardOpenOption.WRITE);
      this.out = new CountingStream(new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES));
      this.writer = new MboxWriter(format, style, base(mailbox), out);
    }

    /** UIDVALIDITY, the last UID, and all keywords. */
    private static String base(MailboxEntry mailbox) {
      var base = new StringBuilder(String.format("%010d %010d", mailbox.uidValidity().value(), mailbox.counts().uidNext() - 1));
      mailbox.messages().keywordNames().forEach(keyword -> base.append(' ').append(keyword));
      return base.toString();
    }

    @Override
    public void write(StoredMessage message) throws IOException {
      long before = out.count();
      try {
        writer.write(message);
      } catch (UnreadableException unreadable) {
        out.flush();
        channel.truncate(before);
        out.backTo(before);
        throw unreadable;
      }
    }

    @Override
    public void finish() throws IOException {
      out.flush();
      channel.force(true);
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void close() throws IOException {
      channel.close();
      Files.deleteIfExists(unfinished);
    }
  }
}
