package org.godwit.imap.handler;

import org.godwit.mail.MailboxName;

/** OLDNAME: the name a client gave where it is not the mailbox's name (RFC 9051, 6.3.9.7). */
final class OldName {

  private OldName() {
  }

  /** The given name, or null where the mailbox has it; INBOX has it in any case. */
  static String of(String given, MailboxName name, char delimiter) {
    var text = name.text(delimiter);
    boolean inbox = name.levels().getFirst().equals("INBOX") && given.regionMatches(true, 0, "INBOX", 0, 5)
        && text.substring(5).equals(given.substring(5));
    return text.equals(given) || inbox ? null : given;
  }
}
