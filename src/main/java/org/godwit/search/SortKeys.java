package org.godwit.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.godwit.account.MailboxState;
import org.godwit.account.OctetColumn;
import org.godwit.mail.Summary;

/**
 * The sort keys of many messages, one octet string each, made so that comparing the octets compares by all criteria in turn: a
 * number is 8 octets, a text ends with an octet that no text has, a reversed criterion is complemented.
 *
 * <p>Memory: the octets behind the first 8 of each, and 28 for each message. A text counts with its first {@value #TEXT_BYTES_MAX}
 * octets; all keys together have at most {@value #BYTES_MAX}, beyond which {@link SearchLimitException} is thrown: a million messages
 * may have 256 each, subjects take about 40. One thread at a time.
 */
final class SortKeys {

  /** Octets of a text that count. */
  static final int TEXT_BYTES_MAX = 1024;
  /** Octets of all keys of one command. */
  static final long BYTES_MAX = 256L << 20;

  private static final int BLOCK_BYTES = 1 << 20;
  /** The first block has room for so much of each message that is expected. */
  private static final int EXPECTED_BYTES = 64;
  private static final int PREFIX_BYTES = 8;

  private final long bytesMax;
  private final List<SortOrder> orders;
  private final MailboxState rows;
  /** What keys have behind their prefix, one behind the other; none is split between two blocks. */
  private final List<byte[]> blocks = new ArrayList<>();
  private byte[] block = new byte[0];
  private int used;
  private long total;
  private int count;
  private final int[] row;
  /** The first octets of each key, which mostly decide. */
  private final long[] prefix;
  /** Block and offset in it of the rest of each key. */
  private final long[] at;
  private final int[] length;
  private final KeyBuffer key = new KeyBuffer();

  /** @param expected how many messages will be added at most */
  SortKeys(List<SortOrder> orders, MailboxState rows, int expected) {
    this(orders, rows, expected, BYTES_MAX);
  }

  SortKeys(List<SortOrder> orders, MailboxState rows, int expected, long bytesMax) {
    this.bytesMax = bytesMax;
    this.orders = orders;
    this.rows = rows;
    this.row = new int[expected];
    this.prefix = new long[expected];
    this.at = new long[expected];
    this.length = new int[expected];
  }

  /** Adds a message. @param summary null if it is not needed or not to be had */
  void add(int newRow, Summary summary) {
    key.clear();
    for (SortOrder order : orders) {
      int from = key.length();
      key.add(order.by(), rows, newRow, summary);
      finish(order, from);
    }
    store(newRow);
  }

  /** Adds a message whose keys are all in these columns, but for those that need no summary. */
  void add(int newRow, Map<SortOrder.By, OctetColumn.Cursor> columns) {
    key.clear();
    for (SortOrder order : orders) {
      int from = key.length();
      var column = columns.get(order.by());
      if (column == null) {
        key.add(order.by(), rows, newRow, null);
      } else {
        column.moveTo(rows.uid(newRow));
        key.add(column.octets(), column.start(), column.end());
      }
      finish(order, from);
    }
    store(newRow);
  }

  private void finish(SortOrder order, int from) {
    if (order.reverse()) {
      key.complement(from);
    }
  }

  private void store(int newRow) {
    total += key.length();
    if (total > bytesMax) {
      throw new SearchLimitException("Too much to sort");
    }
    row[count] = newRow;
    prefix[count] = key.prefix();
    length[count] = Math.max(0, key.length() - PREFIX_BYTES);
    at[count] = length[count] == 0 ? 0 : storeRest(length[count]);
    count++;
  }

  private long storeRest(int rest) {
    if (block.length - used < rest) {
      int usual = blocks.isEmpty() ? (int) Math.min(BLOCK_BYTES, (long) EXPECTED_BYTES * row.length) : BLOCK_BYTES;
      block = new byte[Math.max(usual, rest)];
      blocks.add(block);
      used = 0;
    }
    System.arraycopy(key.octets(), PREFIX_BYTES, block, used, rest);
    long place = (long) (blocks.size() - 1) << 32 | used;
    used += rest;
    return place;
  }

  /** The rows in order; rows with equal keys in the order added. */
  int[] sorted() {
    int[] sorted = sortedKeys();
    for (int i = 0; i < sorted.length; i++) {
      sorted[i] = row[sorted[i]];
    }
    return sorted;
  }

  /** As {@link #sorted}, as positions in the order of adding. */
  int[] sortedKeys() {
    int[] order = new int[count];
    Arrays.setAll(order, i -> i);
    return MergeSort.sort(order, this::compare);
  }

  private int compare(int left, int right) {
    if (prefix[left] != prefix[right]) {
      return Long.compareUnsigned(prefix[left], prefix[right]);
    }
    if (length[left] == 0 || length[right] == 0) {
      return length[left] - length[right];
    }
    int leftAt = (int) at[left];
    int rightAt = (int) at[right];
    return Arrays.compareUnsigned(blocks.get((int) (at[left] >>> 32)), leftAt, leftAt + length[left],
        blocks.get((int) (at[right] >>> 32)), rightAt, rightAt + length[right]);
  }
}
