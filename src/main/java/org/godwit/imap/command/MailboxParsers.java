package org.godwit.imap.command;

import org.godwit.mail.MailboxName;

/** Commands whose arguments are names of mailboxes and nothing else. */
final class MailboxParsers {

  private MailboxParsers() {}

  /** {@code delete = "DELETE" SP mailbox} */
  static ImapCommand delete(CommandReader in) throws ParseException {
    return new ImapCommand.Delete(mailbox(in));
  }

  /** {@code rename = "RENAME" SP mailbox SP mailbox} */
  static ImapCommand rename(CommandReader in) throws ParseException {
    MailboxName from = mailbox(in);
    return new ImapCommand.Rename(from, MailboxArgument.read(in.expect("new mailbox name")));
  }

  /** {@code subscribe = "SUBSCRIBE" SP mailbox} */
  static ImapCommand subscribe(CommandReader in) throws ParseException {
    return new ImapCommand.Subscribe(mailbox(in));
  }

  /** {@code unsubscribe = "UNSUBSCRIBE" SP mailbox} */
  static ImapCommand unsubscribe(CommandReader in) throws ParseException {
    return new ImapCommand.Unsubscribe(mailbox(in));
  }

  private static MailboxName mailbox(CommandReader in) throws ParseException {
    return MailboxArgument.read(in.expect("mailbox name"));
  }
}
