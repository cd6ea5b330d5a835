package org.godwit.imap.response;

import java.util.Collection;
import java.util.List;

/**
 * A LIST or LSUB response (RFC 9051, 7.3.1; RFC 3501, 7.2.3).
 *
 * @param command LIST or LSUB
 * @param attributes such as {@code \HasChildren}
 * @param delimiter of the hierarchy
 * @param name decoded
 * @param childInfo the selection options that a mailbox below meets (RFC 5258, 3.5); empty for none
 * @param oldName decoded; null for none (RFC 9051, 6.3.9.7)
 */
public record ListItem(String command, Collection<String> attributes, char delimiter, String name, List<String> childInfo,
    String oldName) {

  /** Without extended data. */
  public static ListItem of(String command, Collection<String> attributes, char delimiter, String name) {
    return new ListItem(command, attributes, delimiter, name, List.of(), null);
  }

  /** Writes the response. */
  public void write(ResponseWriter out) {
    out.untagged().raw(command).sp().list(attributes).raw(" \"").raw(String.valueOf(delimiter)).raw("\" ");
    if (name.isEmpty()) {
      out.string(name);
    } else {
      out.mailbox(name);
    }
    if (!childInfo.isEmpty()) {
      out.raw(" (\"CHILDINFO\" (\"").raw(String.join("\" \"", childInfo)).raw("\"))");
    } else if (oldName != null) {
      out.raw(" (\"OLDNAME\" (").mailbox(oldName).raw("))");
    }
    out.end();
  }
}
