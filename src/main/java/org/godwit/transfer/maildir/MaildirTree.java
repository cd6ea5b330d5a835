package org.godwit.transfer.maildir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
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
 * A Maildir with those that belong to it: {@code .Level.Level} beside each other (Maildir++), or plain directories in each other (Dovecot's fs
 * layout). The top is INBOX. One thread; used once.
 */
public final class MaildirTree {

  static final String SUBSCRIPTIONS = "subscriptions";

  private static final String COURIER_SUBSCRIPTIONS = "courierimapsubscribed";
  private static final String COURIER_PREFIX = "INBOX.";
  private static final String VERSION_2 = "V\t2";
  private static final Set<String> PARTS = Set.of("cur", "new", "tmp");

  private final ZoneId zone;
  private final List<String> above;
  private final List<SourceMailbox> mailboxes = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  private MaildirTree(ZoneId zone, List<String> above) {
    this.zone = zone;
    this.above = above;
  }

  /**
   * A Maildir and those that belong to it.
   *
   * @param mailbox what the top is imported into, and the others below; empty: INBOX, and the others beside it
   * @throws IOException if there is no Maildir
   */
  public static MailSource open(Path source, Optional<MailboxName> mailbox, ZoneId zone) throws IOException {
    var tree = new MaildirTree(zone, mailbox.map(MailboxName::levels).orElse(List.of()));
    if (isMaildir(source)) {
      tree.mailboxes.add(MaildirMailbox.of(mailbox.orElse(MailboxName.INBOX), source, zone));
    }
    tree.directory(source, List.of());
    if (tree.mailboxes.isEmpty() && tree.problems.isEmpty()) {
      throw new IOException(Files.isDirectory(source) ? "is no Maildir: it has neither cur nor new" : "is no directory");
    }
    return new MailSource(tree.mailboxes, tree.subscriptions(source), tree.problems);
  }

  private static boolean isMaildir(Path directory) {
    return Files.isDirectory(directory.resolve("cur")) || Files.isDirectory(directory.resolve("new"));
  }

  private void directory(Path directory, List<String> levels) throws IOException {
    if (!Files.isDirectory(directory)) {
      return;
    }
    try (Stream<Path> entries = Files.list(directory)) {
      for (Path entry : entries.filter(Files::isDirectory).sorted().toList()) {
        entry(entry, levels);
      }
    }
  }

  private void entry(Path entry, List<String> levels) throws IOException {
    var name = entry.getFileName().toString();
    if (name.startsWith(".")) {
      if (levels.isEmpty() && isMaildir(entry)) {
        mailbox(entry, Arrays.stream(name.substring(1).split("\\.", -1)).map(FileNames::decode).toList());
      }
    } else if (!PARTS.contains(name) && !Files.isSymbolicLink(entry) && levels.size() < MailboxName.LEVELS_MAX) {
      var longer = new ArrayList<>(levels);
      longer.add(FileNames.decode(name));
      if (isMaildir(entry)) {
        mailbox(entry, longer);
      }
      directory(entry, longer);
    }
  }

  private void mailbox(Path directory, List<String> levels) {
    try {
      mailboxes.add(MaildirMailbox.of(name(levels), directory, zone));
    } catch (InvalidMailboxNameException invalid) {
      problems.add(directory + ": " + invalid.getMessage());
    } catch (IOException failed) {
      problems.add(directory + ": " + Reasons.of(failed));
    }
  }

  private MailboxName name(List<String> levels) {
    if (above.isEmpty()) {
      return new MailboxName(levels);
    }
    var all = new ArrayList<>(above);
    boolean top = levels.equals(List.of(MailboxName.INBOX.lastLevel()));
    all.addAll(top ? List.of() : levels);
    return new MailboxName(all);
  }

  private Optional<Set<MailboxName>> subscriptions(Path source) {
    var file = Stream.of(SUBSCRIPTIONS, COURIER_SUBSCRIPTIONS).map(source::resolve).filter(Files::isRegularFile).findFirst();
    return file.map(this::subscribed);
  }

  private Set<MailboxName> subscribed(Path file) {
    var names = new HashSet<MailboxName>();
    try {
      var lines = new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList();
      boolean tabs = !lines.isEmpty() && lines.getFirst().startsWith(VERSION_2);
      boolean courier = file.endsWith(COURIER_SUBSCRIPTIONS);
      lines.stream().skip(tabs ? 1 : 0).filter(line -> !line.isBlank())
          .forEach(line -> subscribed(file, courier ? withoutPrefix(line) : line, tabs ? "\t" : ".", names));
    } catch (IOException failed) {
      problems.add(file + ": " + Reasons.of(failed));
    }
    return names;
  }

  private static String withoutPrefix(String line) {
    return line.startsWith(COURIER_PREFIX) ? line.substring(COURIER_PREFIX.length()) : line;
  }

  private void subscribed(Path file, String line, String separator, Set<MailboxName> names) {
    try {
      names.add(name(FileNames.decode(line, separator).levels()));
    } catch (InvalidMailboxNameException invalid) {
      problems.add(file + ": " + invalid.getMessage());
    }
  }
}
