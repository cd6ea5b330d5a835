package org.godwit.search;

import java.util.Arrays;

/**
 * Threads: trees of messages, in the order in which they are told. Nodes are numbers from 0; some stand for messages that were
 * not found (only roots, with two children or more). Walk it with a stack of your own: it may be as deep as there are messages.
 */
public final class Threads {

  /** No node. */
  public static final int NONE = -1;

  private final int[] row;
  private final int[] firstChild;
  private final int[] lastChild;
  private final int[] next;
  private int firstRoot = NONE;
  private int lastRoot = NONE;

  /** @param row the row of each node, {@link #NONE} where no message is */
  Threads(int[] row) {
    this.row = row;
    this.firstChild = none(row.length);
    this.lastChild = none(row.length);
    this.next = none(row.length);
  }

  private static int[] none(int length) {
    int[] array = new int[length];
    Arrays.fill(array, NONE);
    return array;
  }

  /** Puts a node, which is nowhere yet, behind the other roots. */
  void addRoot(int node) {
    if (firstRoot == NONE) {
      firstRoot = node;
    } else {
      next[lastRoot] = node;
    }
    lastRoot = node;
  }

  /** Puts a node, which is nowhere yet, behind the other children of a parent. */
  void addChild(int parent, int node) {
    if (firstChild[parent] == NONE) {
      firstChild[parent] = node;
    } else {
      next[lastChild[parent]] = node;
    }
    lastChild[parent] = node;
  }

  /** The first thread, or {@link #NONE}. */
  public int firstRoot() {
    return firstRoot;
  }

  /** The first reply, or {@link #NONE}. */
  public int firstChild(int node) {
    return firstChild[node];
  }

  /** The sibling behind this node (another thread, if it is a root), or {@link #NONE}. */
  public int next(int node) {
    return next[node];
  }

  /** The row of the message, or {@link #NONE} for a message that was not found. */
  public int row(int node) {
    return row[node];
  }
}
