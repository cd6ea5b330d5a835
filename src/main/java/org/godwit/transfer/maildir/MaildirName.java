package org.godwit.transfer.maildir;

import java.util.List;
import org.godwit.mail.Flags;

/**
 * A message's file name: {@code unique[,S=octets][,W=octets][:2,letters]}, where the colon may be a semicolon or exclamation mark, on file systems that have
 * no colon.
 *
 * @param base what stands before the colon, the message's identity
 * @param letters of its flags; lower-case letters are keywords
 */
record MaildirName(String base, String letters) {

  static MaildirName parse(String file) {
    for (String info : List.of(":2,", ";2,", "!2,")) {
      int at = file.lastIndexOf(info);
      if (at > 0) {
        var letters = file.substring(at + info.length());
        int comma = letters.indexOf(',');
        return new MaildirName(file.substring(0, at), comma < 0 ? letters : letters.substring(0, comma));
      }
    }
    return new MaildirName(file, "");
  }

  /** The file's name. */
  String file() {
    return base + ":2," + letters;
  }

  /** Octets of the message with CRLF line ends, as the name tells; -1 if it does not. */
  long wireOctets() {
    int at = base.indexOf(",W=");
    if (at < 0) {
      return -1;
    }
    int end = at + 3;
    while (end < base.length() && end - at < 20 && Character.digit(base.charAt(end), 10) >= 0) {
      end++;
    }
    return end - at < 4 || end - at > 21 ? -1 : Long.parseLong(base, at + 3, end, 10);
  }

  /** The seconds since 1970 that names begin with, to sort by; 0 if there are none. */
  long second() {
    int end = 0;
    while (end < base.length() && end < 12 && base.charAt(end) >= '0' && base.charAt(end) <= '9') {
      end++;
    }
    return end == 0 ? 0 : Long.parseLong(base, 0, end, 10);
  }

  /** The flags among the letters. */
  int systemFlags() {
    int flags = 0;
    for (char letter : letters.toCharArray()) {
      flags |= switch (letter) {
        case 'D' -> Flags.DRAFT;
        case 'F' -> Flags.FLAGGED;
        case 'R' -> Flags.ANSWERED;
        case 'S' -> Flags.SEEN;
        case 'T' -> Flags.DELETED;
        default -> 0;
      };
    }
    return flags;
  }

  /** The letters of flags, in their order. */
  static String letters(Flags flags) {
    return (flags.has(Flags.DRAFT) ? "D" : "") + (flags.has(Flags.FLAGGED) ? "F" : "") + (flags.has(Flags.ANSWERED) ? "R" : "")
        + (flags.has(Flags.SEEN) ? "S" : "") + (flags.has(Flags.DELETED) ? "T" : "");
  }
}
