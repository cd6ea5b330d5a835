package org.godwit.imap.response;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.godwit.account.MailboxState;

/** FLAGS and PERMANENTFLAGS: the flags and keywords of the selected mailbox (RFC 9051, 7.1 and 7.3.5). */
public final class MailboxFlags {

  private static final List<String> SYSTEM = List.of("\\Answered", "\\Flagged", "\\Deleted", "\\Seen", "\\Draft");

  private MailboxFlags() {
  }

  /**
   * Writes both.
   *
   * @param keywords those in use
   * @param readOnly nothing can be changed (EXAMINE)
   */
  public static void write(ResponseWriter out, Collection<String> keywords, boolean readOnly) {
    var flags = new ArrayList<>(SYSTEM);
    flags.addAll(keywords);
    out.untagged().raw("FLAGS ").list(flags).end();
    if (keywords.size() < MailboxState.KEYWORDS_MAX) {
      // "new keywords can be created" (RFC 9051, 7.1)
      flags.add("\\*");
    }
    out.untaggedOk(ResponseCode.permanentFlags(readOnly ? List.of() : flags),
        readOnly ? "No flags can be changed" : "Flags that can be changed");
  }
}
