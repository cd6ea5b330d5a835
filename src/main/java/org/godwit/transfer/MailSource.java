package org.godwit.transfer;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.godwit.mail.MailboxName;

/**
 * What is to be imported.
 *
 * @param mailboxes in the order in which they are imported
 * @param subscriptions names that are subscribed; empty if the source does not tell
 * @param problems what was found and cannot be imported, a line each
 */
public record MailSource(List<SourceMailbox> mailboxes, Optional<Set<MailboxName>> subscriptions, List<String> problems) {

  public MailSource {
    mailboxes = List.copyOf(mailboxes);
    subscriptions = subscriptions.map(Set::copyOf);
    problems = List.copyOf(problems);
  }
}
