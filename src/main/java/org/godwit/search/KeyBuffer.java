package org.godwit.search;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.godwit.account.MailboxState;
import org.godwit.mail.InternalDate;
import org.godwit.mail.Summary;
import org.godwit.mail.UnicodeCasemap;

/** Octets of one sort key, in the making: a number is 8 octets, a text ends with an octet that no text has. One thread. */
final class KeyBuffer {

  private byte[] octets = new byte[256];
  private int length;

  byte[] octets() {
    return octets;
  }

  int length() {
    return length;
  }

  void clear() {
    length = 0;
  }

  /** Adds what a message is sorted by. @param summary null if it is not needed or not to be had */
  void add(SortOrder.By by, MailboxState rows, int row, Summary summary) {
    switch (by) {
      case ARRIVAL -> number(arrivedMillis(rows, row));
      case SIZE -> number(rows.octets(row));
      case DATE -> number(sentMillis(rows, row, summary));
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
      octets[length++] = (byte) (ordered >>> shift);
    }
  }

  /** UTF-8 of the casemapped text: each octet one up (none is 0xFF), then 0. */
  private void text(String value) {
    byte[] encoded = UnicodeCasemap.key(value).getBytes(StandardCharsets.UTF_8);
    int size = Math.min(encoded.length, SortKeys.TEXT_BYTES_MAX);
    reserve(size + 1);
    for (int i = 0; i < size; i++) {
      octets[length++] = (byte) (encoded[i] + 1);
    }
    octets[length++] = 0;
  }

  /** Adds what was made before. */
  void add(byte[] made, int from, int to) {
    reserve(to - from);
    System.arraycopy(made, from, octets, length, to - from);
    length += to - from;
  }

  /** Turns the order of what was added from here on round. */
  void complement(int from) {
    for (int i = from; i < length; i++) {
      octets[i] = (byte) ~octets[i];
    }
  }

  /** The first eight octets as a number, unsigned; those that are not there are 0. */
  long prefix() {
    long prefix = 0;
    for (int i = 0; i < 8; i++) {
      prefix = prefix << 8 | (i < length ? octets[i] & 0xFF : 0);
    }
    return prefix;
  }

  private void reserve(int more) {
    if (octets.length - length < more) {
      octets = Arrays.copyOf(octets, Math.max(octets.length * 2, length + more));
    }
  }
}
