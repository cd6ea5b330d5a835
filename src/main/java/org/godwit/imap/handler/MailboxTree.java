package org.godwit.imap.handler;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.godwit.account.AccountState;
import org.godwit.account.MailboxEntry;
import org.godwit.mail.MailboxName;
import org.godwit.mail.MailboxPattern;

/**
 * An account's names as a tree: mailboxes, and names that exist only because mailboxes are below them. Those need not be made by
 * CREATE, go with the last mailbox below, and are told as {@code \NonExistent} or {@code \Noselect}.
 */
final class MailboxTree {

  private final AccountState account;
  private final NavigableSet<MailboxName> mailboxes;
  private final NavigableSet<MailboxName> subscriptions;
  private final TreeSet<MailboxName> parents = new TreeSet<>();

  private MailboxTree(AccountState account, NavigableSet<MailboxName> mailboxes, NavigableSet<MailboxName> subscriptions) {
    this.account = account;
    this.mailboxes = mailboxes;
    this.subscriptions = subscriptions;
    for (MailboxName name : mailboxes) {
      for (var parent = name.parent(); parent != null && addParent(parent); parent = parent.parent()) {
        // up to the first name that is there already, with all its own parents
      }
    }
  }

  /** As much of it as is looked at for the patterns: see {@link ListScope}. */
  static MailboxTree of(AccountState account, List<MailboxPattern> patterns, boolean deep) {
    return new MailboxTree(account, ListScope.of(account.names(), patterns, deep), ListScope.of(account.subscriptions(), patterns, deep));
  }

  private boolean addParent(MailboxName name) {
    return !mailboxes.contains(name) && parents.add(name);
  }

  /** Names of mailboxes. */
  SortedSet<MailboxName> mailboxes() {
    return mailboxes;
  }

  /** Names that are no mailbox but have some below them. */
  SortedSet<MailboxName> parents() {
    return parents;
  }

  SortedSet<MailboxName> subscriptions() {
    return subscriptions;
  }

  Optional<MailboxEntry> mailbox(MailboxName name) {
    return account.mailbox(name);
  }

  boolean isSubscribed(MailboxName name) {
    return account.subscriptions().contains(name);
  }

  /** Whether there is a mailbox below. */
  static boolean hasChildren(AccountState account, MailboxName name) {
    return firstBelow(account.names(), name) != null;
  }

  /** The special uses of a mailbox and whether it has children. */
  List<String> attributes(MailboxName name) {
    return attributes(account, name);
  }

  /** The same of one name only, without a tree. */
  static List<String> attributes(AccountState account, MailboxName name) {
    var attributes = new ArrayList<String>();
    attributes.add(hasChildren(account, name) ? "\\HasChildren" : "\\HasNoChildren");
    account.mailbox(name).ifPresent(entry -> entry.specialUse().stream().sorted().forEach(attributes::add));
    return attributes;
  }

  /** Of a sorted set of names, the first one below this name; null if there is none. */
  static MailboxName firstBelow(NavigableSet<MailboxName> names, MailboxName name) {
    var next = names.higher(name);
    return next != null && next.isBelow(name) ? next : null;
  }
}
