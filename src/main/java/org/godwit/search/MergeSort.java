package org.godwit.search;

/** A stable sort of ints by any order, without boxing, recursion, or more memory than a second array. Static only. */
final class MergeSort {

  /** An order of ints. */
  @FunctionalInterface
  interface Order {
    int compare(int left, int right);
  }

  private MergeSort() {
  }

  /** Sorts; gives back one of the array given and another, the other is garbage. */
  static int[] sort(int[] values, Order order) {
    int[] from = values;
    int[] to = new int[values.length];
    for (int width = 1; width < values.length && width > 0; width *= 2) {
      for (int start = 0; start < values.length; start += 2 * width) {
        int middle = Math.min(start + width, values.length);
        merge(from, start, middle, Math.min(middle + width, values.length), to, order);
      }
      int[] swap = from;
      from = to;
      to = swap;
    }
    return from;
  }

  private static void merge(int[] from, int start, int middle, int end, int[] to, Order order) {
    if (middle == end || order.compare(from[middle - 1], from[middle]) <= 0) {
      System.arraycopy(from, start, to, start, end - start);
      return;
    }
    int left = start;
    int right = middle;
    for (int i = start; i < end; i++) {
      boolean takeLeft = right == end || left < middle && order.compare(from[left], from[right]) <= 0;
      to[i] = from[takeLeft ? left++ : right++];
    }
  }
}
