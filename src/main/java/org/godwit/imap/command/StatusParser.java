package org.godwit.imap.command;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.godwit.mail.MailboxName;

/** {@code status = "STATUS" SP mailbox SP "(" status-att *(SP status-att) ")"} (RFC 9051, 6.3.11). */
final class StatusParser {

  private StatusParser() {}

  static ImapCommand parse(CommandReader in) throws ParseException {
    MailboxName mailbox = MailboxArgument.read(in.expect("mailbox name"));
    return new ImapCommand.Status(mailbox, items(in));
  }

  /** {@code SP "(" status-att *(SP status-att) ")"} */
  static Set<StatusItem> items(CommandReader in) throws ParseException {
    Set<StatusItem> items = EnumSet.noneOf(StatusItem.class);
    if (in.expect("list of status items").list(() -> items.add(item(in))) == 0) {
      throw ParseException.bad("Expected status item in parentheses");
    }
    return Collections.unmodifiableSet(items);
  }

  private static StatusItem item(CommandReader in) throws ParseException {
    String name = in.want("status item").keyword();
    return Keywords.find(StatusItem.values(), name, "status item");
  }
}
