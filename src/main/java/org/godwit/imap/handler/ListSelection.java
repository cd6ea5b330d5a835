package org.godwit.imap.handler;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.godwit.account.AccountState;
import org.godwit.account.MailboxEntry;
import org.godwit.imap.command.ListOptions;
import org.godwit.imap.command.ListOptions.Return;
import org.godwit.imap.command.ListOptions.Selection;
import org.godwit.mail.MailboxName;
import org.godwit.mail.MailboxPattern;

/**
 * What a LIST lists (RFC 9051, 6.3.9; RFC 5258; RFC 6154): pure, from the names to what is told of each.
 *
 * <p>Names that are only parents are listed where the pattern ends in {@code %} or has no wildcard; under {@code *} the mailboxes
 * below them show them anyway, as in the second example of RFC 9051, 6.3.5.
 */
final class ListSelection {

  /**
   * A name to be told.
   *
   * @param childInfo selection options that a name below meets
   * @param status the mailbox whose STATUS may be told along
   */
  record Listed(MailboxName name, List<String> attributes, List<String> childInfo, Optional<MailboxEntry> status) {}

  private final MailboxTree tree;
  private final List<MailboxPattern> patterns;
  private final ListOptions options;
  private final boolean nonExistentKnown;
  /** Names that meet the selection options, whatever the patterns. */
  private final TreeSet<MailboxName> selected = new TreeSet<>();

  /** @param nonExistentKnown whether the client knows {@code \NonExistent}: IMAP4rev2, or it used the extended syntax */
  ListSelection(MailboxTree tree, List<MailboxPattern> patterns, ListOptions options, boolean nonExistentKnown) {
    this.tree = tree;
    this.patterns = patterns;
    this.options = options;
    this.nonExistentKnown = nonExistentKnown;
    var names = selects(Selection.SUBSCRIBED) ? tree.subscriptions() : tree.mailboxes();
    names.stream().filter(this::meetsSpecialUse).forEach(selected::add);
  }

  /** As the constructor, with as much of the account's tree as is needed. */
  static ListSelection of(AccountState account, List<MailboxPattern> patterns, ListOptions options, boolean nonExistentKnown) {
    return new ListSelection(MailboxTree.of(account, patterns, !options.selections().isEmpty()), patterns, options, nonExistentKnown);
  }

  private boolean selects(Selection option) {
    return options.selections().contains(option);
  }

  private boolean meetsSpecialUse(MailboxName name) {
    return !selects(Selection.SPECIAL_USE)
        || tree.mailbox(name).map(entry -> !entry.specialUse().isEmpty()).orElse(false);
  }

  /** In order of names, each at most once. */
  List<Listed> list() {
    var names = new TreeSet<MailboxName>();
    selected.stream().filter(this::matches).forEach(names::add);
    if (selects(Selection.RECURSIVEMATCH)) {
      addRecursive(names);
    } else if (!selects(Selection.SUBSCRIBED) && !selects(Selection.SPECIAL_USE)) {
      tree.parents().stream().filter(this::matchesParent).forEach(names::add);
    }
    var listed = new ArrayList<Listed>(names.size());
    names.forEach(name -> listed.add(listed(name)));
    return listed;
  }

  private boolean matches(MailboxName name) {
    return patterns.stream().anyMatch(pattern -> pattern.matches(name));
  }

  private boolean matchesParent(MailboxName name) {
    return patterns.stream()
        .anyMatch(pattern -> (pattern.isLiteral() || pattern.toString().endsWith("%")) && pattern.matches(name));
  }

  /** Parents that match, are not selected, and have a selected name below that is not listed itself (6.3.9.3, 2B; 6.3.9.6). */
  private void addRecursive(TreeSet<MailboxName> names) {
    var hidden = new TreeSet<MailboxName>();
    for (MailboxName name : selected) {
      if (!names.contains(name)) {
        hidden.addAll(name.ancestors());
      }
    }
    hidden.stream().filter(name -> !selected.contains(name) && matches(name)).forEach(names::add);
  }

  private Listed listed(MailboxName name) {
    var attributes = new ArrayList<String>();
    var mailbox = tree.mailbox(name);
    if (mailbox.isEmpty()) {
      attributes.add(nonExistentKnown ? "\\NonExistent" : "\\Noselect");
    }
    if ((options.returns().contains(Return.SUBSCRIBED) || selects(Selection.SUBSCRIBED)) && tree.isSubscribed(name)) {
      attributes.add("\\Subscribed");
    }
    attributes.addAll(tree.attributes(name));
    boolean told = selected.contains(name);
    return new Listed(name, attributes, childInfo(name), told ? mailbox : Optional.empty());
  }

  private List<String> childInfo(MailboxName name) {
    if (!selects(Selection.RECURSIVEMATCH) || MailboxTree.firstBelow(selected, name) == null) {
      return List.of();
    }
    var criteria = new ArrayList<String>();
    if (selects(Selection.SUBSCRIBED)) {
      criteria.add("SUBSCRIBED");
    }
    if (selects(Selection.SPECIAL_USE)) {
      criteria.add("SPECIAL-USE");
    }
    return criteria;
  }
}
