package org.godwit.imap.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.godwit.mail.Flags;
import org.godwit.mail.InternalDate;
import org.godwit.mail.MailboxName;
import org.godwit.mail.SequenceSet;

/**
 * {@code append = "APPEND" SP mailbox 1*append-message}, {@code append-message = [SP flag-list] [SP date-time] SP append-data},
 * {@code append-data = literal / literal8 / "UTF8" SP "(" literal8 ")"} (RFC 9051, 6.3.12; RFC 3502; RFC 6855, 4), and REPLACE
 * (RFC 8508, 5).
 */
final class AppendParser {

  /** Most messages in one command. */
  private static final int MESSAGES_MAX = 1000;

  private AppendParser() {}

  static ImapCommand parse(CommandReader in) throws ParseException {
    MailboxName mailbox = MailboxArgument.read(in.expect("mailbox name"));
    List<AppendMessage> messages = new ArrayList<>();
    do {
      if (messages.size() == MESSAGES_MAX) {
        throw ParseException.no("LIMIT", "More than " + MESSAGES_MAX + " messages in one APPEND");
      }
      messages.add(message(in));
    } while (in.more());
    return new ImapCommand.Append(mailbox, List.copyOf(messages));
  }

  /** {@code replace = "REPLACE" SP seq-number SP mailbox append-message} */
  static ImapCommand parseReplace(CommandReader in, boolean uid) throws ParseException {
    SequenceSet message = in.expect(uid ? "UID" : "sequence number").sequenceSet();
    if (!message.isSingle()) {
      throw in.invalid("must name one message");
    }
    MailboxName mailbox = MailboxArgument.read(in.expect("mailbox name"));
    return new ImapCommand.Replace(uid, message, mailbox, message(in));
  }

  private static AppendMessage message(CommandReader in) throws ParseException {
    in.expect("message literal");
    Flags flags = Flags.NONE;
    if (in.peek() == '(') {
      flags = FlagsArgument.list(in.want("flag list"));
      in.expect("message literal");
    }
    Optional<InternalDate> date = Optional.empty();
    if (in.peek() == '"') {
      date = Optional.of(DateArguments.dateTime(in.want("date-time")));
      in.expect("message literal");
    }
    return data(in, flags, date);
  }

  private static AppendMessage data(CommandReader in, Flags flags, Optional<InternalDate> date) throws ParseException {
    boolean utf8 = in.looksAt("UTF8");
    if (utf8) {
      in.keyword();
      in.expect("literal8 in parentheses").open();
    }
    boolean literal8 = in.skip('~');
    if (utf8 && !literal8 || in.peek() != '{') {
      throw in.missing();
    }
    Literal body = in.want("literal").literal();
    if (utf8) {
      in.skipSpaces();
      in.require(')');
    }
    return new AppendMessage(flags, date, body, literal8, utf8);
  }
}
