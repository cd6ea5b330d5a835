package org.godwit.search;

import java.util.Arrays;

/**
 * Step 5 of REFERENCES (RFC 5256, 3): threads of one base subject become one. Works on the parents of nodes; nodes from the count
 * of messages on are dummies, which are roots only. One thread at a time.
 */
final class SubjectMerge {

  private static final int NONE = -1;
  private static final int GONE = -2;

  private final ThreadMessages messages;
  private final int[] order;
  private int[] parent;
  private int nodes;
  /** The first child of each dummy root, by sent date. */
  private final int[] firstChild;
  /** By subject: the root that the others are merged with. */
  private final int[] table;
  /** By dummy: the one that took over its children. */
  private int[] heir;

  /** @param order messages by sent date */
  SubjectMerge(ThreadMessages messages, int[] parent, int nodes, int[] order) {
    this.messages = messages;
    this.parent = parent;
    this.nodes = nodes;
    this.order = order;
    this.firstChild = filled(nodes);
    this.heir = filled(nodes);
    this.table = filled(messages.count());
  }

  private static int[] filled(int length) {
    int[] array = new int[length];
    Arrays.fill(array, NONE);
    return array;
  }

  int[] parents() {
    return parent;
  }

  int nodes() {
    return nodes;
  }

  void run() {
    int[] roots = rootsBySentDate();
    for (int root : roots) {
      enter(root);
    }
    for (int root : roots) {
      merge(root);
    }
    settle();
  }

  private boolean isDummy(int node) {
    return node >= messages.count();
  }

  /** Step 4; a dummy stands where its first child would. */
  private int[] rootsBySentDate() {
    int[] roots = new int[order.length];
    int n = 0;
    for (int message : order) {
      int above = parent[message];
      if (above == NONE) {
        roots[n++] = message;
      } else if (isDummy(above) && firstChild[above] == NONE) {
        firstChild[above] = message;
        roots[n++] = above;
      }
    }
    return Arrays.copyOf(roots, n);
  }

  /** 5.B.i: the subject of a root, or of its first child. */
  private int subject(int root) {
    return messages.subject(isDummy(root) ? firstChild[root] : root);
  }

  private boolean isReply(int root) {
    return !isDummy(root) && messages.isReply(root);
  }

  /** 5.B.ii to iv. */
  private void enter(int root) {
    int subject = subject(root);
    if (subject == ThreadMessages.NO_SUBJECT) {
      return;
    }
    int known = table[subject];
    boolean better = known == NONE || !isDummy(known) && (isDummy(root) || isReply(known) && !isReply(root));
    if (better) {
      table[subject] = root;
    }
  }

  /** 5.C. */
  private void merge(int root) {
    int subject = subject(root);
    if (subject == ThreadMessages.NO_SUBJECT || table[subject] == root) {
      return;
    }
    int known = table[subject];
    if (isDummy(known) && isDummy(root)) {
      heir[root] = known;
      parent[root] = GONE;
    } else if (isDummy(known) || isReply(root) && !isReply(known)) {
      parent[root] = known;
    } else {
      int dummy = newDummy();
      parent[root] = dummy;
      parent[known] = dummy;
      table[subject] = dummy;
    }
  }

  private int newDummy() {
    if (nodes == parent.length) {
      int size = nodes + Math.max(16, nodes / 8);
      parent = Arrays.copyOf(parent, size);
    }
    parent[nodes] = NONE;
    return nodes++;
  }

  /** Children of dummies that were merged away go to the one that remained. */
  private void settle() {
    for (int message : order) {
      int above = parent[message];
      if (above >= 0 && above < heir.length && heir[above] != NONE) {
        parent[message] = heir[above];
      }
    }
  }
}
