package org.godwit.search;

import java.util.Arrays;
import org.godwit.account.MailboxState;

/**
 * What messages of one mailbox are sorted by, by one criterion, as {@link KeyBuffer} makes it: by UID, one behind the other. Memory:
 * the octets, and 8 for each message. Immutable.
 */
final class KeyColumn {

  static final KeyColumn EMPTY = new Builder(0).build();

  private final int[] uids;
  /** Where the key of each message ends. */
  private final int[] ends;
  private final byte[] octets;

  private KeyColumn(int[] uids, int[] ends, byte[] octets) {
    this.uids = uids;
    this.ends = ends;
    this.octets = octets;
  }

  /** Octets of memory, about. */
  int weight() {
    return 64 + 8 * uids.length + octets.length;
  }

  /** Takes the messages in UID order. One thread. */
  static final class Builder {
    private int[] uids;
    private int[] ends;
    private byte[] octets;
    private int count;
    private int length;

    Builder(int expected) {
      uids = new int[expected];
      ends = new int[expected];
      octets = new byte[8 * expected];
    }

    /** Adds a message's key. */
    void add(int uid, byte[] key, int from, int to) {
      if (count == uids.length) {
        uids = Arrays.copyOf(uids, Math.max(16, 2 * count));
        ends = Arrays.copyOf(ends, Math.max(16, 2 * count));
      }
      if (octets.length - length < to - from) {
        octets = Arrays.copyOf(octets, Math.max(2 * octets.length, length + to - from));
      }
      System.arraycopy(key, from, octets, length, to - from);
      length += to - from;
      uids[count] = uid;
      ends[count++] = length;
    }

    /** Octets of keys so far. */
    int length() {
      return length;
    }

    KeyColumn build() {
      return new KeyColumn(Arrays.copyOf(uids, count), Arrays.copyOf(ends, count), Arrays.copyOf(octets, length));
    }
  }

  /** Goes through a column; quick where UIDs are asked for in order. One thread. */
  final class Cursor {
    private int next;

    /** The place of a message, negative if it is not there. */
    private int find(int uid) {
      int at = next < uids.length && uids[next] == uid ? next : Arrays.binarySearch(uids, uid);
      next = at >= 0 ? at + 1 : next;
      return at;
    }

    /** Whether this message is there. */
    boolean has(int uid) {
      return find(uid) >= 0;
    }

    /** Adds the key of a message that is there. */
    void copy(int uid, KeyBuffer key) {
      int at = find(uid);
      key.add(octets, start(at), ends[at]);
    }
  }

  private int start(int at) {
    return at == 0 ? 0 : ends[at - 1];
  }

  Cursor cursor() {
    return new Cursor();
  }

  /** These and other messages, without those that are gone from the mailbox. */
  KeyColumn with(KeyColumn others, MailboxState rows) {
    var all = new Builder(uids.length + others.uids.length);
    int mine = 0;
    int theirs = 0;
    while (mine < uids.length || theirs < others.uids.length) {
      boolean isMine = theirs == others.uids.length || mine < uids.length && uids[mine] < others.uids[theirs];
      if (!isMine) {
        others.copyTo(theirs, all);
        mine += mine < uids.length && uids[mine] == others.uids[theirs] ? 1 : 0;
        theirs++;
      } else {
        if (rows.indexOf(uids[mine]) >= 0) {
          copyTo(mine, all);
        }
        mine++;
      }
    }
    return all.build();
  }

  private void copyTo(int at, Builder target) {
    target.add(uids[at], octets, start(at), ends[at]);
  }
}
