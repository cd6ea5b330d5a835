package org.godwit.transfer.mbox;

/** How an mbox file keeps a message's own lines that look like From_ lines from being taken for some. */
public enum MboxFormat {

  /**
   * Only for reading: told from each message. A Content-Length that leads to a From_ line or the end of the file makes it mboxcl2. A
   * line beginning with {@code From } inside it shows a writer who does not quote them all, then it is read as mboxo. All else is mboxrd.
   */
  AUTO(true, true),
  /** {@code From } becomes {@code >From }, which nobody can undo for certain: reading leaves it. */
  MBOXO(false, false),
  /** {@code From }, {@code >From }, {@code >>From } ... get one more {@code >}, which reading takes away. */
  MBOXRD(false, true),
  /** As mboxrd, and besides a Content-Length. */
  MBOXCL(true, true),
  /** A Content-Length instead of quoting. */
  MBOXCL2(true, false);

  private final boolean hasLength;
  private final boolean isUnquoted;

  MboxFormat(boolean hasLength, boolean isUnquoted) {
    this.hasLength = hasLength;
    this.isUnquoted = isUnquoted;
  }

  /** Whether a Content-Length is looked at, and written. */
  boolean hasLength() {
    return hasLength;
  }

  /**
   * Whether a {@code >} is taken away when reading.
   *
   * @param bounded whether the message's Content-Length was believed
   * @param fromInside whether a line of it begins with {@code From }
   */
  boolean unquotes(boolean bounded, boolean fromInside) {
    return this == AUTO ? !bounded && !fromInside : isUnquoted;
  }

  /** Whether this line of a message gets a {@code >} when it is written. */
  boolean quotes(byte[] octets, int offset, int length) {
    return switch (this) {
      case MBOXO -> isFrom(octets, offset, length);
      case MBOXRD, MBOXCL, AUTO -> isQuotable(octets, offset, length);
      case MBOXCL2 -> false;
    };
  }

  /** Whether the line is {@code From }, with any number of {@code >} before it. */
  static boolean isQuotable(byte[] octets, int offset, int length) {
    int at = offset;
    while (at < offset + length && octets[at] == '>') {
      at++;
    }
    return isFrom(octets, at, offset + length - at);
  }

  private static boolean isFrom(byte[] octets, int offset, int length) {
    return length >= 5 && octets[offset] == 'F' && octets[offset + 1] == 'r' && octets[offset + 2] == 'o'
        && octets[offset + 3] == 'm' && octets[offset + 4] == ' ';
  }
}
