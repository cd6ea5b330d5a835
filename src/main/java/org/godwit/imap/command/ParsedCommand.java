package org.godwit.imap.command;

/** A command with its tag and its line of the table. */
public record ParsedCommand(String tag, CommandSpec spec, ImapCommand command) {

  /** Whether its arguments hang on the sequence numbers of the moment (RFC 9051, 5.5). */
  public boolean usesSequenceNumbers() {
    return spec.is(Nature.SEQUENCE_NUMBERS) || switch (command) {
      case ImapCommand.Search search -> search.key().usesSequenceNumbers();
      case ImapCommand.Sort sort -> sort.key().usesSequenceNumbers();
      case ImapCommand.Thread thread -> thread.key().usesSequenceNumbers();
      default -> false;
    };
  }
}
