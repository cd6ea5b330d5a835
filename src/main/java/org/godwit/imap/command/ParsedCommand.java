package org.godwit.imap.command;

/** A command with its tag and its line of the table. */
public record ParsedCommand(String tag, CommandSpec spec, ImapCommand command) {

  /** Whether its arguments hang on the sequence numbers of the moment (RFC 9051, 5.5). */
  public boolean usesSequenceNumbers() {
    return spec.is(Nature.SEQUENCE_NUMBERS) || searchesByNumber();
  }

  /**
   * Whether no EXPUNGE and no VANISHED may be sent while it is in progress (RFC 9051, 7.5.1). Among the UID commands that is a search
   * with sequence numbers in its criteria (RFC 7162, 3.2.10.2).
   */
  public boolean forbidsExpunge() {
    return spec.is(Nature.NO_EXPUNGE) || searchesByNumber();
  }

  private boolean searchesByNumber() {
    return switch (command) {
      case ImapCommand.Search search -> search.key().usesSequenceNumbers();
      case ImapCommand.Sort sort -> sort.key().usesSequenceNumbers();
      case ImapCommand.Thread thread -> thread.key().usesSequenceNumbers();
      default -> false;
    };
  }
}
