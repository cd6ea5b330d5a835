package org.godwit.imap.handler;

import java.nio.charset.StandardCharsets;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.godwit.mail.MailboxName;
import org.godwit.mail.MailboxPattern;

/**
 * Which names a LIST has to look at: enough to tell what matches, which of it has children and which exists only as a parent. So
 * {@code %} in an account with very many mailboxes takes as long as what it returns, not as long as what there is.
 */
final class ListScope {

  /** No level of a name comes behind this one. */
  private static final String LAST_LEVEL = "\uffff".repeat(MailboxName.LEVEL_OCTETS_MAX / 3);

  private final NavigableSet<MailboxName> names;
  private final MailboxName root;
  private final int depth;

  private ListScope(NavigableSet<MailboxName> names, MailboxName root, int depth) {
    this.names = names;
    this.root = root;
    this.depth = depth;
  }

  /**
   * The names to look at for any of the patterns.
   *
   * @param deep whether everything below a match counts, as with selection options, or only whether there is something
   */
  static TreeSet<MailboxName> of(NavigableSet<MailboxName> names, Iterable<MailboxPattern> patterns, boolean deep) {
    var found = new TreeSet<MailboxName>();
    for (var pattern : patterns) {
      new ListScope(names, pattern.root().orElse(null), deep ? Integer.MAX_VALUE : pattern.depth()).addTo(found);
    }
    return found;
  }

  private void addTo(TreeSet<MailboxName> found) {
    var name = root != null ? names.ceiling(root) : names.isEmpty() ? null : names.first();
    while (name != null && (root == null || name.equals(root) || name.isBelow(root))) {
      found.add(name);
      name = next(name);
    }
  }

  /** One name that is too deep shows that there are some; the others beside and below it are passed over. */
  private MailboxName next(MailboxName name) {
    if (name.depth() <= depth || !hasRoom(name)) {
      return names.higher(name);
    }
    var last = new MailboxName(name.levels().subList(0, depth)).child(LAST_LEVEL);
    return names.higher(last.compareTo(name) < 0 ? name : last);
  }

  /** Whether a longer name than this one is still a name. */
  private static boolean hasRoom(MailboxName name) {
    int octets = name.text('/').getBytes(StandardCharsets.UTF_8).length;
    return octets + 1 + MailboxName.LEVEL_OCTETS_MAX <= MailboxName.NAME_OCTETS_MAX;
  }
}
