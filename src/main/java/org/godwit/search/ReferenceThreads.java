package org.godwit.search;

import java.util.Arrays;
import org.godwit.mail.Summary;

/**
 * REFERENCES (RFC 5256, 3) and REFS (draft-ietf-morg-inthread: no merging by subject, the thread with the latest arrival last).
 * Without recursion, in O(n log n). Nodes below {@link #messages}' count are its messages, the others dummies. One thread at a
 * time.
 *
 * <p>Steps 4 and 6, the sorting, need no walk: whoever takes all messages by date and puts each behind its siblings has sorted all
 * sets of siblings.
 */
final class ReferenceThreads implements ThreadBuilder {

  private static final int NONE = -1;
  /** The parent of nodes that are dropped. */
  private static final int GONE = -2;

  private final ThreadMessages messages;
  private final ReferenceLinks links = new ReferenceLinks();
  private final boolean bySubject;
  /** After pruning and merging: the parent of each node; NONE for roots. */
  private int[] parent;
  private int nodes;

  /** @param bySubject whether threads of one subject are merged: REFERENCES, not REFS */
  ReferenceThreads(ThreadMessages messages, boolean bySubject) {
    this.messages = messages;
    this.bySubject = bySubject;
  }

  @Override
  public void add(int row, Summary summary) {
    int number = messages.add(row, summary);
    if (summary == null) {
      links.add(number, "", java.util.List.of());
    } else {
      links.add(number, summary.messageId(), summary.references());
    }
  }

  @Override
  public Threads build() {
    prune();
    int[] order = messages.bySentDate();
    if (bySubject) {
      mergeSubjects(order);
      return assembled(order, order);
    }
    return assembled(order, rootsByLatest());
  }

  private boolean isDummy(int node) {
    return node >= messages.count();
  }

  // --- steps 2 and 3 ---

  /**
   * A message's parent becomes its nearest ancestor that is a message, or else the topmost dummy above it. Such a dummy stays if
   * it then has two children or more; a single child takes its place.
   */
  private void prune() {
    int[] anchor = anchors();
    int count = messages.count();
    parent = new int[count + links.count()];
    Arrays.fill(parent, GONE);
    int[] children = new int[links.count()];
    for (int node = 0; node < links.count(); node++) {
      int above = links.message(node) == NONE || links.parent(node) == NONE ? NONE : anchor[links.parent(node)];
      if (above != NONE && links.message(above) == NONE) {
        children[above]++;
      }
    }
    for (int node = 0; node < links.count(); node++) {
      int message = links.message(node);
      if (message == NONE) {
        continue;
      }
      int above = links.parent(node) == NONE ? NONE : anchor[links.parent(node)];
      if (above == NONE || links.message(above) == NONE && children[above] == 1) {
        parent[message] = NONE;
      } else if (links.message(above) != NONE) {
        parent[message] = links.message(above);
      } else {
        parent[message] = count + above;
        parent[count + above] = NONE;
      }
    }
    nodes = parent.length;
  }

  /** For each node of the links: itself if it is a message or has no parent, else the anchor of its parent. */
  private int[] anchors() {
    int[] anchor = new int[links.count()];
    Arrays.fill(anchor, NONE);
    int[] path = new int[16];
    for (int node = 0; node < anchor.length; node++) {
      int length = 0;
      int at = node;
      while (anchor[at] == NONE && links.message(at) == NONE && links.parent(at) != NONE) {
        path = length == path.length ? Arrays.copyOf(path, length * 2) : path;
        path[length++] = at;
        at = links.parent(at);
      }
      int found = anchor[at] == NONE ? at : anchor[at];
      anchor[at] = found;
      while (length > 0) {
        anchor[path[--length]] = found;
      }
    }
    return anchor;
  }

  // --- step 5 ---

  private void mergeSubjects(int[] order) {
    var merge = new SubjectMerge(messages, parent, nodes, order);
    merge.run();
    parent = merge.parents();
    nodes = merge.nodes();
  }

  // --- the order of REFS ---

  /** Messages in an order in which the last of each thread to arrive tells its place: by arrival. */
  private int[] rootsByLatest() {
    int[] order = messages.byArrival();
    int[] latest = new int[nodes];
    Arrays.fill(latest, NONE);
    int[] root = roots();
    for (int message : order) {
      latest[root[message]] = message;
    }
    int[] result = new int[order.length];
    int n = 0;
    for (int message : order) {
      if (latest[root[message]] == message) {
        result[n++] = message;
      }
    }
    return Arrays.copyOf(result, n);
  }

  /** The root above each message. */
  private int[] roots() {
    int[] root = new int[nodes];
    Arrays.fill(root, NONE);
    int[] path = new int[16];
    for (int node = 0; node < messages.count(); node++) {
      int length = 0;
      int at = node;
      while (root[at] == NONE && parent[at] >= 0) {
        path = length == path.length ? Arrays.copyOf(path, length * 2) : path;
        path[length++] = at;
        at = parent[at];
      }
      int found = root[at] == NONE ? at : root[at];
      root[at] = found;
      while (length > 0) {
        root[path[--length]] = found;
      }
    }
    return root;
  }

  // --- steps 4 and 6 ---

  /**
   * Puts everything in its place.
   *
   * @param siblings all messages in the order of siblings
   * @param threads messages in an order in which the first of a thread's (its root's, or a child's of a dummy root) tells the place
   *     of the thread; for REFS, one message of each thread
   */
  private Threads assembled(int[] siblings, int[] threads) {
    int[] row = new int[nodes];
    for (int node = 0; node < nodes; node++) {
      row[node] = isDummy(node) ? Threads.NONE : messages.row(node);
    }
    var result = new Threads(row);
    for (int message : siblings) {
      if (parent[message] != NONE) {
        result.addChild(parent[message], message);
      }
    }
    int[] root = bySubject ? null : roots();
    var added = new java.util.BitSet();
    for (int message : threads) {
      int top = bySubject ? topOf(message) : root[message];
      if (top != NONE && !added.get(top)) {
        added.set(top);
        result.addRoot(top);
      }
    }
    return result;
  }

  /** The message itself if it is a root, its parent if that is a dummy, else nothing: deeper ones do not tell a thread's place. */
  private int topOf(int message) {
    if (parent[message] == NONE) {
      return message;
    }
    return isDummy(parent[message]) ? parent[message] : NONE;
  }
}
