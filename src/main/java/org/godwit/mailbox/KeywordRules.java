package org.godwit.mailbox;

import org.godwit.account.MailboxState;
import org.godwit.mail.Flags;
import org.godwit.mailbox.api.MailboxFailure;
import org.godwit.mailbox.api.MailboxFailure.Kind;

/** Bounds on keywords: of one message, of one keyword, of a mailbox. */
final class KeywordRules {

  private KeywordRules() {}

  /** Checks the flags that a message of the mailbox is to have. @throws MailboxFailure LIMIT */
  static void check(Flags flags, MailboxState mailbox, Limits limits) {
    if (flags.keywords().size() > limits.keywordsMax()) {
      throw new MailboxFailure(Kind.LIMIT, "A message may have " + limits.keywordsMax() + " keywords");
    }
    if (flags.keywords().stream().anyMatch(keyword -> keyword.length() > limits.keywordBytesMax())) {
      throw new MailboxFailure(Kind.LIMIT, "A keyword may have " + limits.keywordBytesMax() + " octets");
    }
    if (!mailbox.takesKeywords(flags.keywords())) {
      throw new MailboxFailure(Kind.LIMIT, "The mailbox has too many different keywords");
    }
  }
}
