package org.godwit.account;

import java.util.Arrays;

/**
 * Some octets of each of a mailbox's messages, or of some of them: by UID, one behind the other. Memory: the octets, and 8 for each
 * message. Immutable.
 */
public final class OctetColumn {

  /** Of no message. */
  public static final OctetColumn EMPTY = new Builder(0).build();

  private final int[] uids;
  /** Where the octets of each message end. */
  private final int[] ends;
  private final byte[] octets;

  private OctetColumn(int[] uids, int[] ends, byte[] octets) {
    this.uids = uids;
    this.ends = ends;
    this.octets = octets;
  }

  /** Octets of memory, about. */
  public int weight() {
    return 64 + 8 * uids.length + octets.length;
  }

  /** Takes the messages in UID order. One thread. */
  public static final class Builder {
    private int[] uids;
    private int[] ends;
    private byte[] octets;
    private int count;
    private int length;

    /** @param expected messages, about */
    public Builder(int expected) {
      uids = new int[expected];
      ends = new int[expected];
      octets = new byte[8 * expected];
    }

    /** Adds those of a message, which are copied. */
    public void add(int uid, byte[] from, int start, int end) {
      if (count == uids.length) {
        uids = Arrays.copyOf(uids, Math.max(16, 2 * count));
        ends = Arrays.copyOf(ends, Math.max(16, 2 * count));
      }
      if (octets.length - length < end - start) {
        octets = Arrays.copyOf(octets, Math.max(2 * octets.length, length + end - start));
      }
      System.arraycopy(from, start, octets, length, end - start);
      length += end - start;
      uids[count] = uid;
      ends[count++] = length;
    }

    /** Octets so far. */
    public int length() {
      return length;
    }

    /** What was added. */
    public OctetColumn build() {
      return new OctetColumn(Arrays.copyOf(uids, count), Arrays.copyOf(ends, count), Arrays.copyOf(octets, length));
    }
  }

  /** Goes through a column; quick where UIDs are asked for in order. One thread. */
  public final class Cursor {
    private int at = -1;

    /** Goes to a message. @return whether it is there */
    public boolean moveTo(int uid) {
      int next = at + 1;
      int found = next < uids.length && uids[next] == uid ? next : Arrays.binarySearch(uids, uid);
      if (found < 0) {
        return false;
      }
      at = found;
      return true;
    }

    /** Where the octets of the message are that the cursor went to; not to be changed. */
    public byte[] octets() {
      return octets;
    }

    /** The first of them. */
    public int start() {
      return OctetColumn.this.start(at);
    }

    /** Behind the last of them. */
    public int end() {
      return ends[at];
    }
  }

  private int start(int at) {
    return at == 0 ? 0 : ends[at - 1];
  }

  /** Before the first message. */
  public Cursor cursor() {
    return new Cursor();
  }

  /** These and other messages, without those that are gone from the mailbox. */
  public OctetColumn with(OctetColumn others, MailboxState rows) {
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
