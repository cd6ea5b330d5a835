package org.godwit.imap.command;

/** {@code command = tag SP (command-any / command-auth / command-nonauth / command-select) CRLF} (RFC 9051, 9). */
public final class CommandParser {

  /** Longest tag, in octets. */
  public static final int TAG_OCTETS_MAX = 256;

  private CommandParser() {}

  /**
   * Parses a complete command. Any thread; time in proportion to its length.
   *
   * @throws ParseException if it is not a command, with its tag where that could be read
   */
  public static ParsedCommand parse(CommandBytes bytes, ParseContext context) throws ParseException {
    var in = new CommandReader(bytes, context);
    String tag = tag(in);
    try {
      CommandSpec spec = spec(in);
      ImapCommand command = spec.parser().parse(in);
      in.end();
      return new ParsedCommand(tag, spec, command);
    } catch (ParseException e) {
      throw e.withTag(tag);
    }
  }

  /** {@code tag = 1*<any ASTRING-CHAR except "+">} */
  private static String tag(CommandReader in) throws ParseException {
    if (!Ascii.isTag(in.peek())) {
      throw ParseException.bad("Expected a tag at the start of the line");
    }
    String tag = in.run(Ascii::isTag);
    if (tag.length() > TAG_OCTETS_MAX) {
      throw ParseException.bad("Tag is longer than " + TAG_OCTETS_MAX + " octets");
    }
    if (in.peek() != ' ' && in.peek() != CommandReader.END) {
      throw ParseException.bad("Invalid character in tag");
    }
    return tag;
  }

  private static CommandSpec spec(CommandReader in) throws ParseException {
    String name = in.expect("command").keyword();
    if (name.equals("UID")) {
      name = "UID " + in.expect("command").keyword();
    }
    CommandSpec spec = CommandTable.find(name);
    if (spec == null) {
      throw ParseException.bad("Unknown command " + Ascii.shortened(name));
    }
    return spec;
  }

  /** The command that the bytes begin with, without its arguments; null if there is none. */
  static CommandSpec specOf(CommandReader in) {
    try {
      tag(in);
      return spec(in);
    } catch (ParseException e) {
      return null;
    }
  }
}
