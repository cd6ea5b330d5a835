package org.godwit.imap.command;

import java.util.List;
import java.util.Optional;

/** Tells what a literal is for at the moment it is announced, so that one that is too large can be refused unread. */
public final class LiteralPolicy {

  /** What a literal is. */
  public enum Kind {
    /** A message of APPEND or REPLACE: may be large, may be put aside while it comes in. */
    MESSAGE,
    /** Anything else: small, needed in memory. */
    ARGUMENT
  }

  /**
   * The answer.
   *
   * @param command the line of the table; empty if it is no command, whose literals are best refused at once
   */
  public record Classification(Optional<CommandSpec> command, Kind kind) {}

  private LiteralPolicy() {}

  /**
   * Classifies the literal announced at the end of the last line. Any thread; looks at the first line only, so that many literals
   * in one command cost no more than their number.
   *
   * @param soFar the command up to the announcement, which is included; earlier literals need not be complete
   */
  public static Classification classify(CommandBytes soFar) {
    var in = new CommandReader(new CommandBytes(soFar.lines().subList(0, 1), List.of()), new ParseContext(true, '/'));
    CommandSpec spec = CommandParser.specOf(in);
    boolean takesMessage = spec != null && takesMessage(spec);
    // the name of the mailbox is a literal at most once, and comes first
    boolean behindMailbox = takesMessage && (!soFar.literals().isEmpty() || passesMailbox(in, spec));
    return new Classification(Optional.ofNullable(spec), behindMailbox ? Kind.MESSAGE : Kind.ARGUMENT);
  }

  private static boolean takesMessage(CommandSpec spec) {
    return spec.name().equals("APPEND") || isReplace(spec);
  }

  private static boolean isReplace(CommandSpec spec) {
    return spec.name().endsWith("REPLACE");
  }

  private static boolean passesMailbox(CommandReader in, CommandSpec spec) {
    try {
      if (isReplace(spec)) {
        MessageParsers.messages(in);
      }
      in.expect("mailbox name").astring();
      return true;
    } catch (ParseException e) {
      return false;
    }
  }
}
