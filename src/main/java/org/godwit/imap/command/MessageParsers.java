package org.godwit.imap.command;

import java.util.Optional;
import org.godwit.mail.SequenceSet;

/** EXPUNGE, COPY and MOVE, and the same with UID. */
final class MessageParsers {

  private MessageParsers() {}

  /** {@code "EXPUNGE"} */
  static ImapCommand expunge(CommandReader in) {
    return new ImapCommand.Expunge(Optional.empty());
  }

  /** {@code uid-expunge = "EXPUNGE" SP sequence-set} */
  static ImapCommand uidExpunge(CommandReader in) throws ParseException {
    return new ImapCommand.Expunge(Optional.of(messages(in)));
  }

  /** {@code copy = "COPY" SP sequence-set SP mailbox} */
  static ImapCommand copy(CommandReader in, boolean uid) throws ParseException {
    SequenceSet messages = messages(in);
    return new ImapCommand.Copy(uid, messages, MailboxArgument.read(in.expect("mailbox name")));
  }

  /** {@code move = "MOVE" SP sequence-set SP mailbox} */
  static ImapCommand move(CommandReader in, boolean uid) throws ParseException {
    SequenceSet messages = messages(in);
    return new ImapCommand.Move(uid, messages, MailboxArgument.read(in.expect("mailbox name")));
  }

  /** {@code SP sequence-set} */
  static SequenceSet messages(CommandReader in) throws ParseException {
    return in.expect("sequence set").sequenceSet();
  }
}
