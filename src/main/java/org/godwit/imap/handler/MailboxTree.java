package org.godwit.imap.handler;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.godwit.account.AccountState;
import org.godwit.account.MailboxEntry;
import org.godwit.mail.MailboxName;

/**
 * An account's names as a tree: mailboxes, and names that exist only because mailboxes are below them. Those need not be made by
 * CREATE, go with the last mailbox below, and are told as {@code \NonExistent} or {@code \Noselect}.
 */
final class MailboxTree {

  private final TreeMap<MailboxName, MailboxEntry> mailboxes = new TreeMap<>();
  private final TreeSet<MailboxName> parents = new TreeSet<>();
  private final TreeSet<MailboxName> subscriptions;

  MailboxTree(AccountState account) {
    account.mailboxes().forEach(entry -> mailboxes.put(entry.name(), entry));
    subscriptions = new TreeSet<>(account.subscriptions());
    for (MailboxName name : mailboxes.keySet()) {
      for (var parent = name.parent(); parent != null && addParent(parent); parent = parent.parent()) {
        // up to the first name that is there already, with all its own parents
      }
    }
  }

  private boolean addParent(MailboxName name) {
    return !mailboxes.containsKey(name) && parents.add(name);
  }

  /** Names of mailboxes. */
  SortedSet<MailboxName> mailboxes() {
    return mailboxes.navigableKeySet();
  }

  /** Names that are no mailbox but have some below them. */
  SortedSet<MailboxName> parents() {
    return parents;
  }

  SortedSet<MailboxName> subscriptions() {
    return subscriptions;
  }

  Optional<MailboxEntry> mailbox(MailboxName name) {
    return Optional.ofNullable(mailboxes.get(name));
  }

  boolean isSubscribed(MailboxName name) {
    return subscriptions.contains(name);
  }

  /** Whether there is a mailbox below. */
  boolean hasChildren(MailboxName name) {
    var next = mailboxes.higherKey(name);
    return next != null && next.isBelow(name);
  }

  /** The same of one name only, without a tree. */
  static boolean hasChildren(AccountState account, MailboxName name) {
    return account.mailboxes().stream().anyMatch(entry -> entry.name().isBelow(name));
  }

  /** The special uses of a mailbox and whether it has children. */
  List<String> attributes(MailboxName name) {
    return attributes(hasChildren(name), mailbox(name));
  }

  /** The same of one name only, without a tree. */
  static List<String> attributes(AccountState account, MailboxName name) {
    return attributes(hasChildren(account, name), account.mailbox(name));
  }

  private static List<String> attributes(boolean hasChildren, Optional<MailboxEntry> mailbox) {
    var attributes = new ArrayList<String>();
    attributes.add(hasChildren ? "\\HasChildren" : "\\HasNoChildren");
    mailbox.ifPresent(entry -> entry.specialUse().stream().sorted().forEach(attributes::add));
    return attributes;
  }

  /** Of a sorted set of names, the first one below this name; null if there is none. */
  static MailboxName firstBelow(TreeSet<MailboxName> names, MailboxName name) {
    var next = names.higher(name);
    return next != null && next.isBelow(name) ? next : null;
  }
}
