package org.godwit.transfer.mbox;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.godwit.mail.Flags;
import org.godwit.mail.InternalDate;
import org.godwit.mime.MessageDate;
import org.godwit.transfer.Keywords;
import org.godwit.transfer.LineReader;

/** What the lines of one message's header say that matter to a mailbox. Bounded memory. One thread. */
final class MboxFields {

  /** What UW's servers call the message that is none: it holds the mailbox's data when there is no first message to hold them. */
  private static final String PSEUDO_SUBJECT = "DON'T DELETE THIS MESSAGE -- FOLDER INTERNAL DATA";

  private static final Set<String> WANTED = Set.of("status", "x-status", "x-keywords", "x-uid", "x-imap", "x-imapbase",
      "content-length", MboxHeader.EXACT, "subject", "date", "received");
  /** Octets kept of one field; of more keywords than that the rest is lost. */
  private static final int VALUE_BYTES_MAX = 64 * 1024;

  private final Map<String, StringBuilder> values = new HashMap<>();
  private StringBuilder current;

  /** Takes a piece of a header that a {@link MboxHeader} has looked at. The first of several fields with one name counts. */
  void take(LineReader piece, MboxHeader header) {
    if (!header.inHeader() || header.name().isEmpty()) {
      current = null;
      return;
    }
    if (piece.startsLine() && !MboxHeader.isContinuation(piece)) {
      begin(piece, header.name());
    } else if (current != null) {
      append(piece, 0);
    }
  }

  private void begin(LineReader piece, String name) {
    current = null;
    if (WANTED.contains(name) && !values.containsKey(name)) {
      current = new StringBuilder();
      values.put(name, current);
      append(piece, name.length() + 1);
    }
  }

  private void append(LineReader piece, int skip) {
    int room = VALUE_BYTES_MAX - current.length();
    int length = Math.min(piece.textLength() - skip, room);
    if (length > 0) {
      current.append(new String(piece.array(), piece.offset() + skip, length, StandardCharsets.ISO_8859_1));
    }
  }

  private String value(String name) {
    var value = values.get(name);
    return value == null ? "" : value.toString().strip();
  }

  /** Flags and keywords as Status, X-Status and X-Keywords have them. */
  Flags flags() {
    int system = 0;
    for (char c : (value("x-status") + (value("status").indexOf('R') >= 0 ? "R" : "")).toCharArray()) {
      system |= switch (c) {
        case 'R' -> Flags.SEEN;
        case 'A' -> Flags.ANSWERED;
        case 'F' -> Flags.FLAGGED;
        case 'D' -> Flags.DELETED;
        case 'T' -> Flags.DRAFT;
        default -> 0;
      };
    }
    var keywords = Arrays.stream(value("x-keywords").split("[ \\t,]+")).filter(Keywords::isKeyword).limit(Keywords.COUNT_MAX)
        .toList();
    return new Flags(system, keywords);
  }

  /** X-UID; 0 if there is none. */
  long uid() {
    return number(value("x-uid"));
  }

  /** The highest UID that the mailbox has given, as X-IMAPbase or X-IMAP of its first message tells; 0 if that tells nothing. */
  long lastUid() {
    var words = base();
    return words.length < 2 || number(words[0]) == 0 ? 0 : number(words[1]);
  }

  /** The UIDVALIDITY in X-IMAPbase or X-IMAP; 0 if there is none. */
  long uidValidity() {
    return lastUid() == 0 ? 0 : number(base()[0]);
  }

  private String[] base() {
    return (values.containsKey("x-imapbase") ? value("x-imapbase") : value("x-imap")).split("[ \\t]+");
  }

  /** Content-Length; -1 if there is none. */
  long contentLength() {
    var value = value("content-length");
    return value.equals("0") ? 0 : number(value) == 0 ? -1 : number(value);
  }

  /** Digits that fit; else 0. */
  private static long number(String digits) {
    boolean valid = !digits.isEmpty() && digits.length() <= 18 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    return valid ? Long.parseLong(digits) : 0;
  }

  /** Words of {@link MboxHeader#EXACT}. */
  List<String> exact() {
    return List.of(value(MboxHeader.EXACT).split(" "));
  }

  /** Whether this is UW's pseudo message. */
  boolean isPseudoMessage() {
    return value("subject").equals(PSEUDO_SUBJECT) && (values.containsKey("x-imap") || values.containsKey("x-imapbase"));
  }

  /** When it arrived, or else was sent, as far as its header tells. */
  Optional<InternalDate> date() {
    var candidates = new ArrayList<String>();
    candidates.add(value("received").substring(value("received").lastIndexOf(';') + 1));
    candidates.add(value("date"));
    return candidates.stream().flatMap(text -> MessageDate.parse(text).stream()).findFirst()
        .map(date -> InternalDate.of(Instant.ofEpochMilli(date.epochMillis())));
  }
}
