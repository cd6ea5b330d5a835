package org.godwit.search;

import java.util.Arrays;

/**
 * Trees that are put together and cut, and the root of any node, in logarithmic time (amortised) however deep they are: the
 * link-cut trees of Sleator and Tarjan. Plain walks up to the root would let a stranger's long chain of references take hours.
 * 12 octets a node. One thread at a time.
 */
final class LinkCutForest {

  private static final int NONE = -1;

  /** Splay trees over preferred paths, ordered by depth; {@code up} leads to the splay parent, or from its root to the path above. */
  private int[] up = new int[0];
  private int[] left = new int[0];
  private int[] right = new int[0];

  /** Makes room for nodes below this number; new ones are trees of their own. */
  void ensure(int nodes) {
    if (nodes > up.length) {
      int size = Math.max(nodes, up.length * 2);
      up = grown(up, size);
      left = grown(left, size);
      right = grown(right, size);
    }
  }

  private static int[] grown(int[] old, int size) {
    int[] array = Arrays.copyOf(old, size);
    Arrays.fill(array, old.length, size, NONE);
    return array;
  }

  /** The root of the tree that a node is in. */
  int root(int node) {
    access(node);
    int root = node;
    while (left[root] != NONE) {
      root = left[root];
    }
    splay(root);
    return root;
  }

  /** Hangs the root of one tree below a node of another. */
  void link(int root, int parent) {
    access(root);
    up[root] = parent;
  }

  /** Cuts a node, which is no root, off its parent. */
  void cut(int node) {
    access(node);
    up[left[node]] = NONE;
    left[node] = NONE;
  }

  /** Makes the path from the root to the node preferred, and the node the root of its splay tree. */
  private void access(int node) {
    int below = NONE;
    for (int at = node; at != NONE; at = up[at]) {
      splay(at);
      right[at] = below;
      below = at;
    }
    splay(node);
  }

  private boolean isSplayRoot(int node) {
    int parent = up[node];
    return parent == NONE || left[parent] != node && right[parent] != node;
  }

  private void splay(int node) {
    while (!isSplayRoot(node)) {
      int parent = up[node];
      if (!isSplayRoot(parent)) {
        boolean sameSide = (left[parent] == node) == (left[up[parent]] == parent);
        rotate(sameSide ? parent : node);
      }
      rotate(node);
    }
  }

  private void rotate(int node) {
    int parent = up[node];
    int above = up[parent];
    boolean parentIsSplayRoot = isSplayRoot(parent);
    int moved;
    if (left[parent] == node) {
      moved = right[node];
      left[parent] = moved;
      right[node] = parent;
    } else {
      moved = left[node];
      right[parent] = moved;
      left[node] = parent;
    }
    if (moved != NONE) {
      up[moved] = parent;
    }
    up[parent] = node;
    up[node] = above;
    if (!parentIsSplayRoot) {
      if (left[above] == parent) {
        left[above] = node;
      } else {
        right[above] = node;
      }
    }
  }
}
