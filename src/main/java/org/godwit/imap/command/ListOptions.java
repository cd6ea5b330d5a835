package org.godwit.imap.command;

import java.util.Set;

/**
 * Options of LIST (RFC 5258, 3; RFC 6154; RFC 5819).
 *
 * @param extended whether any extended syntax was used, an empty option list or a list of patterns included
 * @param status the STATUS items to return with each mailbox; empty unless RETURN (STATUS (...)) was given
 */
public record ListOptions(boolean extended, Set<Selection> selections, Set<Return> returns, Set<StatusItem> status) {

  /** A LIST of RFC 3501. */
  public static final ListOptions NONE = new ListOptions(false, Set.of(), Set.of(), Set.of());

  /** Which mailboxes to list. RECURSIVEMATCH never stands alone or with REMOTE only. */
  public enum Selection {
    SUBSCRIBED,
    REMOTE,
    RECURSIVEMATCH,
    SPECIAL_USE
  }

  /** What to tell about each. */
  public enum Return {
    SUBSCRIBED,
    CHILDREN,
    SPECIAL_USE
  }

  public ListOptions {
    selections = Set.copyOf(selections);
    returns = Set.copyOf(returns);
  }
}
