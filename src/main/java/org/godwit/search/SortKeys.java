package org.godwit.search;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.godwit.account.MailboxState;
import org.godwit.mail.InternalDate;
import org.godwit.mail.Summary;
import org.godwit.mail.UnicodeCasemap;

/**
 * The sort keys of many messages, one octet string each, made so that comparing the octets compares by all criteria in turn: a
 * number is 8 octets, a text ends with an octet that no text has, a reversed criterion is complemented.
 *
 * <p>Memory: the octets, and 20 for each message. A text counts with its first {@value #TEXT_BYTES_MAX} octets; all keys together
 * have at most {@value #BYTES_MAX}, beyond which {@link SearchLimitException} is thrown: a million messages may have 256 each,
 * subjects take about 40. One thread at a time.
 */
final class SortKeys {

  /** Octets of a text that count. */
  static final int TEXT_BYTES_MAX = 1024;
  /** Octets of all keys of one command. */
  static final long BYTES_MAX = 256L << 20;

  private static final int BLOCK_BYTES = 1 << 20;

  private final long bytesMax;
  private final List<SortOrder> orders;
  private final MailboxState rows;
  /** Keys one behind the other; none is split between two blocks. */
  private final List<byte[]> blocks = new ArrayList<>();
  private byte[] block = new byte[0];
  private int used;
  private long total;
  private int count;
  private int[] row;
  /** Block and offset in it of each key. */
  private long[] at;
  private int[] length;
  private byte[] key = new byte[256];
  private int keyLength;

  /** @param expected how many messages will be added */
  SortKeys(List<SortOrder> orders, MailboxState rows, int expected) {
    this(orders, rows, expected, BYTES_MAX);
  }

  SortKeys(List<SortOrder> orders, MailboxState rows, int expected, long bytesMax) {
    this.bytesMax = bytesMax;
    this.orders = orders;
    this.rows = rows;
    this.row = new int[expected];
    this.at = new long[expected];
    this.length = new int[expected];
  }

  /** Adds a message. @param summary null if it is not needed or not to be had */
  void add(int newRow, Summary summary) {
    keyLength = 0;
    for (SortOrder order : orders) {
      int from = keyLength;
      append(order.by(), newRow, summary);
      if (order.reverse()) {
        for (int i = from; i < keyLength; i++) {
          key[i] = (byte) ~key[i];
        }
      }
    }
    row[count] = newRow;
    at[count] = store();
    length[count] = keyLength;
    count++;
  }

  private void append(SortOrder.By by, int newRow, Summary summary) {
    switch (by) {
      case ARRIVAL -> number(arrivedMillis(rows, newRow));
      case SIZE -> number(rows.octets(newRow));
      case DATE -> number(sentMillis(rows, newRow, summary));
      default -> text(summary == null ? "" : text(by, summary));
    }
  }

  private static String text(SortOrder.By by, Summary summary) {
    return switch (by) {
      case SUBJECT -> summary.baseSubject();
      case FROM -> summary.sortFrom();
      case TO -> summary.sortTo();
      case CC -> summary.sortCc();
      case DISPLAYFROM -> summary.displayFrom();
      case DISPLAYTO -> summary.displayTo();
      case ARRIVAL, DATE, SIZE -> throw new IllegalArgumentException(by + " is no text");
    };
  }

  /** The sent date (RFC 5256, 2.2): the Date header field, or else the internal date. */
  static long sentMillis(MailboxState rows, int row, Summary summary) {
    return summary == null || summary.sentMillis().isEmpty() ? arrivedMillis(rows, row) : summary.sentMillis().getAsLong();
  }

  private static long arrivedMillis(MailboxState rows, int row) {
    return InternalDate.unpack(rows.internalDate(row)).epochSecond() * 1000;
  }

  private void number(long value) {
    reserve(8);
    long ordered = value ^ Long.MIN_VALUE;
    for (int shift = 56; shift >= 0; shift -= 8) {
      key[keyLength++] = (byte) (ordered >>> shift);
    }
  }

  /** UTF-8 of the casemapped text: each octet one up (none is 0xFF), then 0. */
  private void text(String value) {
    byte[] octets = UnicodeCasemap.key(value).getBytes(StandardCharsets.UTF_8);
    int size = Math.min(octets.length, TEXT_BYTES_MAX);
    reserve(size + 1);
    for (int i = 0; i < size; i++) {
      key[keyLength++] = (byte) (octets[i] + 1);
    }
    key[keyLength++] = 0;
  }

  private void reserve(int more) {
    if (key.length - keyLength < more) {
      key = Arrays.copyOf(key, Math.max(key.length * 2, keyLength + more));
    }
  }

  private long store() {
    total += keyLength;
    if (total > bytesMax) {
      throw new SearchLimitException("Too much to sort");
    }
    if (block.length - used < keyLength) {
      block = new byte[Math.max(BLOCK_BYTES, keyLength)];
      blocks.add(block);
      used = 0;
    }
    System.arraycopy(key, 0, block, used, keyLength);
    long place = (long) (blocks.size() - 1) << 32 | used;
    used += keyLength;
    return place;
  }

  /** The rows in order; rows with equal keys in the order added. */
  int[] sorted() {
    return Arrays.stream(sortedKeys()).map(i -> row[i]).toArray();
  }

  /** As {@link #sorted}, as positions in the order of adding. */
  int[] sortedKeys() {
    int[] order = new int[count];
    Arrays.setAll(order, i -> i);
    return MergeSort.sort(order, this::compare);
  }

  private int compare(int left, int right) {
    int leftAt = (int) at[left];
    int rightAt = (int) at[right];
    return Arrays.compareUnsigned(blocks.get((int) (at[left] >>> 32)), leftAt, leftAt + length[left],
        blocks.get((int) (at[right] >>> 32)), rightAt, rightAt + length[right]);
  }
}
