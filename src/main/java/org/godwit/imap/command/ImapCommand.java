package org.godwit.imap.command;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.godwit.mail.Flags;
import org.godwit.mail.MailboxName;
import org.godwit.mail.MailboxPattern;
import org.godwit.mail.SequenceSet;

/**
 * What a client asks for, completely parsed: all of RFC 9051 and RFC 3501 and the extensions Godwit knows. Immutable.
 *
 * <p>{@code uid} says that the command was prefixed with UID: its sequence set holds UIDs, and so does its answer.
 */
public sealed interface ImapCommand {

  /** RFC 9051, 6.1.1. */
  record Capability() implements ImapCommand {}

  /** RFC 9051, 6.1.2. */
  record Noop() implements ImapCommand {}

  /** RFC 9051, 6.1.3. */
  record Logout() implements ImapCommand {}

  /** RFC 2971: field names as given, {@code null}-free; a field without value is an empty Optional. NIL is the empty map. */
  record Id(Map<String, Optional<String>> fields) implements ImapCommand {}

  /** RFC 9051, 6.2.1. */
  record StartTls() implements ImapCommand {}

  /**
   * RFC 9051, 6.2.2.
   *
   * @param mechanism in upper case
   * @param initialResponse decoded; {@code =} is an empty array
   */
  record Authenticate(String mechanism, Optional<byte[]> initialResponse) implements ImapCommand {
    @Override
    public String toString() {
      return "Authenticate[" + mechanism + "]";
    }
  }

  /** RFC 9051, 6.2.3. */
  record Login(String user, String password) implements ImapCommand {
    @Override
    public String toString() {
      return "Login[" + user + "]";
    }
  }

  /** RFC 9051, 6.3.1; capability names in upper case, known or not. */
  record Enable(List<String> capabilities) implements ImapCommand {}

  /** RFC 4978; the algorithm in upper case. */
  record Compress(String algorithm) implements ImapCommand {}

  /** RFC 8437. */
  record Unauthenticate() implements ImapCommand {}

  /**
   * SELECT and EXAMINE: RFC 9051, 6.3.2 and 6.3.3; RFC 7162, 3.1.8 and 3.2.5.
   *
   * @param given the name as the client spelled it, decoded; RFC 9051 wants OLDNAME where it is not the mailbox's name
   * @param readOnly EXAMINE
   * @param condstore CONDSTORE was asked for (QRESYNC implies it but does not set this)
   */
  record Select(MailboxName mailbox, String given, boolean readOnly, boolean condstore, Optional<Qresync> qresync)
      implements ImapCommand {}

  /**
   * RFC 9051, 6.3.4; RFC 6154, 3.
   *
   * @param given the name as the client spelled it, decoded, without a delimiter at its end
   * @param specialUse such as {@code \Sent}, in the registered spelling
   */
  record Create(MailboxName mailbox, String given, Set<String> specialUse) implements ImapCommand {}

  /** RFC 9051, 6.3.5. */
  record Delete(MailboxName mailbox) implements ImapCommand {}

  /** RFC 9051, 6.3.6. */
  record Rename(MailboxName from, MailboxName to) implements ImapCommand {}

  /** RFC 9051, 6.3.7. */
  record Subscribe(MailboxName mailbox) implements ImapCommand {}

  /** RFC 9051, 6.3.8. */
  record Unsubscribe(MailboxName mailbox) implements ImapCommand {}

  /**
   * LIST: RFC 9051, 6.3.9; RFC 5258.
   *
   * @param reference decoded
   * @param patterns one or more, the reference already in front of each
   */
  record ListMailboxes(String reference, List<MailboxPattern> patterns, ListOptions options) implements ImapCommand {}

  /** RFC 3501, 6.3.9; the reference already in front of the pattern. */
  record Lsub(String reference, MailboxPattern pattern) implements ImapCommand {}

  /** RFC 9051, 6.3.10. */
  record Namespace() implements ImapCommand {}

  /** RFC 9051, 6.3.11; items in the order given, no repeats. */
  record Status(MailboxName mailbox, Set<StatusItem> items) implements ImapCommand {}

  /** RFC 9051, 6.3.12; RFC 3502. At least one message. */
  record Append(MailboxName mailbox, List<AppendMessage> messages) implements ImapCommand {}

  /** RFC 9051, 6.3.13. The DONE that ends it is a line of its own, no command. */
  record Idle() implements ImapCommand {}

  /** RFC 3501, 6.4.1. */
  record Check() implements ImapCommand {}

  /** RFC 9051, 6.4.1. */
  record Close() implements ImapCommand {}

  /** RFC 9051, 6.4.2. */
  record Unselect() implements ImapCommand {}

  /** RFC 9051, 6.4.3, and 6.4.9 for UID EXPUNGE, which alone has a set of UIDs. */
  record Expunge(Optional<SequenceSet> uids) implements ImapCommand {}

  /** RFC 9051, 6.4.4; RFC 4731; RFC 9394. Without a RETURN the rev1 answer is asked for (in rev2: as with ALL). */
  record Search(boolean uid, Optional<ReturnOptions> returns, SearchKey key) implements ImapCommand {}

  /** RFC 5256, 3; RFC 5267 (ESORT); at least one criterion. */
  record Sort(boolean uid, Optional<ReturnOptions> returns, List<SortKey> criteria, SearchKey key) implements ImapCommand {}

  /** RFC 5256, 3. */
  record Thread(boolean uid, ThreadAlgorithm algorithm, SearchKey key) implements ImapCommand {}

  /** RFC 9051, 6.4.5; macros expanded, no item twice. UID FETCH also answers UID, which need not be among the items. */
  record Fetch(boolean uid, SequenceSet messages, List<FetchItem> items, FetchModifiers modifiers) implements ImapCommand {}

  /**
   * RFC 9051, 6.4.6; RFC 7162, 3.1.3.
   *
   * @param unchangedSince 0 to 2^63-1
   * @param silent .SILENT: the client wants no FETCH in answer
   */
  record Store(boolean uid, SequenceSet messages, OptionalLong unchangedSince, StoreMode mode, boolean silent, Flags flags)
      implements ImapCommand {}

  /** RFC 9051, 6.4.7. */
  record Copy(boolean uid, SequenceSet messages, MailboxName mailbox) implements ImapCommand {}

  /** RFC 9051, 6.4.8. */
  record Move(boolean uid, SequenceSet messages, MailboxName mailbox) implements ImapCommand {}

  /** RFC 8508: one message, {@code *} allowed. */
  record Replace(boolean uid, SequenceSet message, MailboxName mailbox, AppendMessage replacement) implements ImapCommand {}
}
