package org.godwit.imap.command;

import java.nio.charset.StandardCharsets;
import org.godwit.mail.InvalidMailboxNameException;
import org.godwit.mail.MailboxName;
import org.godwit.mail.ModifiedUtf7;

/**
 * {@code mailbox = "INBOX" / astring}, in UTF-8 or modified UTF-7 by what the session has enabled (RFC 9051, 5.1 and A.1;
 * RFC 9755, 3). A name that no mailbox can have is NO [CANNOT].
 */
final class MailboxArgument {

  private MailboxArgument() {}

  /** Reads the name of a mailbox. */
  static MailboxName read(CommandReader in) throws ParseException {
    return name(in, text(in));
  }

  /** Reads the text of a name: decoded, otherwise as given. */
  static String text(CommandReader in) throws ParseException {
    return decoded(in, in.astring());
  }

  /** The text of a name or a pattern from its octets. */
  static String decoded(CommandReader in, byte[] octets) throws ParseException {
    if (in.context().utf8()) {
      return in.decoded(octets, StandardCharsets.UTF_8);
    }
    for (byte octet : octets) {
      if (octet < 0) {
        throw ParseException.no("CANNOT", "Mailbox name has 8-bit octets but neither IMAP4rev2 nor UTF8=ACCEPT is enabled");
      }
    }
    try {
      return ModifiedUtf7.decode(new String(octets, StandardCharsets.US_ASCII));
    } catch (InvalidMailboxNameException e) {
      throw ParseException.no("CANNOT", e.getMessage());
    }
  }

  /** The mailbox behind the text of a name. */
  static MailboxName name(CommandReader in, String text) throws ParseException {
    try {
      return MailboxName.parse(text, in.context().delimiter());
    } catch (InvalidMailboxNameException e) {
      throw ParseException.no("CANNOT", e.getMessage());
    }
  }
}
