package org.godwit.transfer.mbox;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.godwit.mail.InvalidMailboxNameException;
import org.godwit.mail.MailboxName;
import org.godwit.transfer.FileNames;
import org.godwit.transfer.MailSource;
import org.godwit.transfer.Reasons;
import org.godwit.transfer.SourceMailbox;

/**
 * Mbox files in directories, as UW's servers have them: each file is a mailbox, each directory a level of names. Of a mailbox that has
 * messages and mailboxes below it, which a file system cannot call by one name, the directory ends in {@value #BELOW}, as Thunderbird
 * has it. Hidden files and the indexes and locks of other programs are passed over. One thread; used once.
 */
public final class MboxTree {

  static final String BELOW = ".sbd";
  /** Names that are subscribed, a line each: Dovecot's and UW's. */
  static final List<String> SUBSCRIPTION_FILES = List.of(".subscriptions", ".mailboxlist");

  private static final List<String> OTHERS = List.of(".msf", ".lock");
  private static final int DEPTH_MAX = MailboxName.LEVELS_MAX;

  private final MboxFormat format;
  private final MboxUidl uidl;
  private final ZoneId zone;
  private final List<SourceMailbox> mailboxes = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  private MboxTree(MboxFormat format, MboxUidl uidl, ZoneId zone) {
    this.format = format;
    this.uidl = uidl;
    this.zone = zone;
  }

  /**
   * One file as a mailbox, or a directory.
   *
   * @param mailbox the file's mailbox, or what the directory's are put below; empty: INBOX, or the top
   * @param uidl what unique-ids of POP3 are made of
   * @throws IOException if there is no such file or directory
   */
  public static MailSource open(Path source, Optional<MailboxName> mailbox, MboxFormat format, MboxUidl uidl, ZoneId zone)
      throws IOException {
    if (!Files.isDirectory(source)) {
      var file = MboxFile.of(mailbox.orElse(MailboxName.INBOX), source, format, uidl, zone);
      return new MailSource(List.of(file), Optional.empty(), List.of());
    }
    var tree = new MboxTree(format, uidl, zone);
    var above = mailbox.map(MailboxName::levels).orElse(List.of());
    tree.directory(source, above);
    return new MailSource(tree.mailboxes, tree.subscriptions(source, above), tree.problems);
  }

  private void directory(Path directory, List<String> above) {
    try (Stream<Path> entries = Files.list(directory)) {
      for (Path entry : entries.sorted().toList()) {
        entry(entry, above);
      }
    } catch (IOException failed) {
      problems.add(directory + ": " + Reasons.of(failed));
    }
  }

  private void entry(Path entry, List<String> above) throws IOException {
    var name = entry.getFileName().toString();
    if (isOther(name)) {
      return;
    }
    if (!Files.isDirectory(entry)) {
      mailbox(entry, plus(above, name));
    } else if (above.size() < DEPTH_MAX && !Files.isSymbolicLink(entry)) {
      boolean below = name.endsWith(BELOW) && Files.isRegularFile(entry.resolveSibling(withoutBelow(name)));
      directory(entry, plus(above, below ? withoutBelow(name) : name));
    } else {
      problems.add(entry + ": is not looked into: a symbolic link, or too deep");
    }
  }

  /** Whether a file of this name is none of ours. */
  static boolean isOther(String name) {
    return name.startsWith(".") || OTHERS.stream().anyMatch(name::endsWith);
  }

  private static String withoutBelow(String name) {
    return name.substring(0, name.length() - BELOW.length());
  }

  private static List<String> plus(List<String> above, String name) {
    var levels = new ArrayList<>(above);
    levels.add(FileNames.decode(name));
    return levels;
  }

  private void mailbox(Path file, List<String> levels) throws IOException {
    try {
      mailboxes.add(MboxFile.of(new MailboxName(levels), file, format, uidl, zone));
    } catch (InvalidMailboxNameException invalid) {
      problems.add(file + ": " + invalid.getMessage());
    }
  }

  private Optional<Set<MailboxName>> subscriptions(Path directory, List<String> above) {
    var file = SUBSCRIPTION_FILES.stream().map(directory::resolve).filter(Files::isRegularFile).findFirst();
    return file.flatMap(path -> subscribed(path, above));
  }

  private Optional<Set<MailboxName>> subscribed(Path file, List<String> above) {
    var names = new HashSet<MailboxName>();
    try {
      for (String line : Files.readAllLines(file)) {
        if (!line.isBlank()) {
          var levels = new ArrayList<>(above);
          levels.addAll(FileNames.decode(line.strip(), "/").levels());
          names.add(new MailboxName(levels));
        }
      }
    } catch (MalformedInputException | InvalidMailboxNameException notSubscriptions) {
      problems.add(file + ": has a line that is no mailbox's name");
    } catch (IOException failed) {
      problems.add(file + ": " + Reasons.of(failed));
    }
    return Optional.of(names);
  }
}
