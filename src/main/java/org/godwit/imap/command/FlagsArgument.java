package org.godwit.imap.command;

import java.util.ArrayList;
import java.util.List;
import org.godwit.mail.Flags;

/**
 * {@code flag-list = "(" [flag *(SP flag)] ")"}, {@code flag = "\Answered" / ... / flag-keyword}, {@code flag-keyword = atom} (RFC
 * 9051, 9). Neither \Recent nor flags nobody knows can be set.
 */
final class FlagsArgument {

  private static final int KEYWORD_OCTETS_MAX = 255;
  private static final int FLAGS_MAX = 1000;

  private final CommandReader in;
  private final List<String> keywords = new ArrayList<>();
  private int system;

  private FlagsArgument(CommandReader in) {
    this.in = in;
  }

  /** A list in parentheses. */
  static Flags list(CommandReader in) throws ParseException {
    var flags = new FlagsArgument(in);
    in.list(flags::flag);
    return flags.result();
  }

  /** A list in parentheses, or one or more flags without. */
  static Flags listOrBare(CommandReader in) throws ParseException {
    if (in.peek() == '(') {
      return list(in);
    }
    var flags = new FlagsArgument(in);
    flags.flag();
    while (in.more()) {
      in.expect("flag");
      flags.flag();
    }
    return flags.result();
  }

  /** {@code flag-keyword} */
  static String keyword(CommandReader in) throws ParseException {
    String keyword = in.atom();
    if (keyword.length() > KEYWORD_OCTETS_MAX) {
      throw ParseException.no("LIMIT", "Keyword is longer than " + KEYWORD_OCTETS_MAX + " octets");
    }
    return keyword;
  }

  private void flag() throws ParseException {
    in.want("flag");
    if (in.skip('\\')) {
      systemFlag("\\" + in.atom());
    } else {
      keywords.add(keyword(in));
    }
    if (keywords.size() > FLAGS_MAX) {
      throw ParseException.no("LIMIT", "More than " + FLAGS_MAX + " keywords in one command");
    }
  }

  private void systemFlag(String name) throws ParseException {
    int bit = Flags.systemBit(name);
    if (bit == 0) {
      throw ParseException.bad("Flag " + Ascii.shortened(name) + " can not be set");
    }
    system |= bit;
  }

  private Flags result() {
    return new Flags(system, keywords);
  }
}
