package org.godwit.transfer.mbox;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import org.godwit.transfer.LineReader;

/**
 * Goes through a message's header and tells which of its lines are the mailbox's: they carry flags, UID and length, are taken away when
 * a message comes in, and written anew when it goes out. A message that has such a line of its own (mail that did not come from an mbox)
 * keeps it through an export and an import: its name then gets {@value #ESCAPE} in front, as {@code >From} gets a {@code >}.
 *
 * <p>The header is what comes before the first blank line. One thread.
 */
final class MboxHeader {

  /** Set before the names of a message's own lines that would be taken for the mailbox's. */
  static final String ESCAPE = "X-Godwit-";

  /** How a message differs from what an mbox can hold; words of {@link MboxWriter}. */
  static final String EXACT = "x-godwit-exact";

  private static final String ESCAPE_LOWER = ESCAPE.toLowerCase(Locale.ROOT);
  private static final Set<String> MAILBOX_FIELDS = Set.of("status", "x-status", "x-keywords", "x-uid", "x-imap", "x-imapbase",
      "content-length", EXACT);
  private static final int NAME_BYTES_MAX = 1000;

  /** Whose line it is. */
  enum Owner {
    /** The message's. */
    MESSAGE,
    /** The message's, under a name with {@link #ESCAPE}. */
    ESCAPED,
    /** The mailbox's. */
    MAILBOX
  }

  private boolean inHeader = true;
  private Owner owner = Owner.MESSAGE;
  private String name = "";

  /** Takes the next piece and tells whose it is. */
  Owner take(LineReader piece) {
    if (!inHeader) {
      return Owner.MESSAGE;
    }
    if (!piece.startsLine()) {
      return owner;
    }
    if (piece.isBlankLine()) {
      inHeader = false;
      owner = Owner.MESSAGE;
      name = "";
    } else if (!isContinuation(piece)) {
      name = name(piece);
      owner = ownerOf(name);
    } else if (owner == Owner.ESCAPED || name.equals(EXACT)) {
      owner = Owner.MESSAGE;
      name = "";
    }
    return owner;
  }

  /** Whether the header's end has not come yet. */
  boolean inHeader() {
    return inHeader;
  }

  /** The name of the field that the last piece belongs to, in lower case; empty if it belongs to none. */
  String name() {
    return name;
  }

  /** Whether the line begins with white space and so continues the one before. */
  static boolean isContinuation(LineReader piece) {
    byte first = piece.array()[piece.offset()];
    return first == ' ' || first == '\t';
  }

  private static String name(LineReader piece) {
    int end = Math.min(piece.length(), NAME_BYTES_MAX);
    for (int i = 0; i < end; i++) {
      byte octet = piece.array()[piece.offset() + i];
      if (octet == ':') {
        return new String(piece.array(), piece.offset(), i, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
      }
      if (octet <= ' ') {
        return "";
      }
    }
    return "";
  }

  private static Owner ownerOf(String name) {
    if (MAILBOX_FIELDS.contains(name)) {
      return Owner.MAILBOX;
    }
    int at = 0;
    while (name.startsWith(ESCAPE_LOWER, at)) {
      at += ESCAPE_LOWER.length();
      if (MAILBOX_FIELDS.contains(name.substring(at))) {
        return Owner.ESCAPED;
      }
    }
    return Owner.MESSAGE;
  }
}
