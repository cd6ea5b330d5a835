package org.godwit.imap.command;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.godwit.mail.MailboxName;

/**
 * {@code create = "CREATE" SP mailbox [SP "(" create-param *(SP create-param) ")"]}, {@code create-param = "USE" SP "(" [use-attr
 * *(SP use-attr)] ")"} (RFC 9051, 6.3.4; RFC 4466, 2.2; RFC 6154, 6; RFC 8457).
 */
final class CreateParser {

  /** use-attr, as registered. */
  private static final List<String> SPECIAL_USES =
      List.of("\\All", "\\Archive", "\\Drafts", "\\Flagged", "\\Important", "\\Junk", "\\Sent", "\\Trash");

  private CreateParser() {}

  static ImapCommand parse(CommandReader in) throws ParseException {
    String given = withoutDelimiterAtEnd(in, MailboxArgument.text(in.expect("mailbox name")));
    MailboxName mailbox = MailboxArgument.name(in, given);
    Set<String> specialUse = new LinkedHashSet<>();
    if (in.skipToOptional('(')) {
      in.listRest(() -> parameter(in, specialUse));
    }
    return new ImapCommand.Create(mailbox, given, Set.copyOf(specialUse));
  }

  /** A delimiter at the end says that the client will create names below; it is no part of the name (RFC 9051, 6.3.4). */
  private static String withoutDelimiterAtEnd(CommandReader in, String given) {
    int last = given.length() - 1;
    return last > 0 && given.charAt(last) == in.context().delimiter() ? given.substring(0, last) : given;
  }

  private static void parameter(CommandReader in, Set<String> specialUse) throws ParseException {
    String name = in.want("parameter").keyword();
    if (!name.equals("USE")) {
      throw ParseException.bad("Unknown parameter " + Ascii.shortened(name));
    }
    in.expect("special-use attributes").list(() -> specialUse.add(specialUse(in)));
  }

  private static String specialUse(CommandReader in) throws ParseException {
    in.want("special-use attribute").require('\\');
    String name = "\\" + in.atom();
    for (String known : SPECIAL_USES) {
      if (known.equalsIgnoreCase(name)) {
        return known;
      }
    }
    throw ParseException.no("USEATTR", "Unknown special-use attribute " + Ascii.shortened(name));
  }
}
