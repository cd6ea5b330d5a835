package org.godwit.search;

import java.util.Arrays;
import java.util.List;

/**
 * Step 1 of REFERENCES (RFC 5256, 3): messages and the dummies they refer to, linked as parent and child, without loops.
 *
 * <p>Memory: about 70 octets a node; at most {@value #NODES_MAX} nodes, beyond which {@link SearchLimitException} is thrown. One
 * thread at a time.
 */
final class ReferenceLinks {

  /** Messages and dummies. */
  static final int NODES_MAX = 1 << 22;

  static final int NONE = -1;

  private final IdTable ids = new IdTable();
  private final LinkCutForest forest = new LinkCutForest();
  private int[] parent = new int[64];
  private int[] message = new int[64];
  private int count;

  /**
   * Adds a message; they come in mailbox order.
   *
   * @param number the message's number
   * @param messageId normalised; "" for none
   * @param references normalised
   */
  void add(int number, String messageId, List<String> references) {
    int node = nodeOfMessage(number, messageId);
    int last = NONE;
    for (String reference : references) {
      int next = nodeOf(reference);
      if (last != NONE && parent[next] == NONE) {
        link(next, last);
      }
      last = next;
    }
    // 1.B: what the message itself says of its parent is better than what others say
    if (parent[node] != NONE) {
      forest.cut(node);
      parent[node] = NONE;
    }
    if (last != NONE) {
      link(node, last);
    }
  }

  /** The dummy of this id if it is still one; a node that no reference reaches for a message without an id or with one taken. */
  private int nodeOfMessage(int number, String messageId) {
    int node = messageId.isEmpty() ? newNode() : nodeOf(messageId);
    if (message[node] != NONE) {
      node = newNode();
    }
    message[node] = number;
    return node;
  }

  private int nodeOf(String id) {
    int known = ids.putIfAbsent(id, count);
    return known == IdTable.NONE ? newNode() : known;
  }

  private int newNode() {
    if (count == NODES_MAX) {
      throw new SearchLimitException("Too many messages and references to thread");
    }
    if (count == parent.length) {
      parent = Arrays.copyOf(parent, count * 2);
      message = Arrays.copyOf(message, count * 2);
    }
    parent[count] = NONE;
    message[count] = NONE;
    forest.ensure(count + 1);
    return count++;
  }

  /** Makes one node, which has no parent, the child of another, unless it is above it. */
  private void link(int child, int newParent) {
    if (child != newParent && forest.root(newParent) != child) {
      forest.link(child, newParent);
      parent[child] = newParent;
    }
  }

  int count() {
    return count;
  }

  /** The parent of a node, or {@link #NONE}. */
  int parent(int node) {
    return parent[node];
  }

  /** The number of the message that a node is, or {@link #NONE} for a dummy. */
  int message(int node) {
    return message[node];
  }
}
