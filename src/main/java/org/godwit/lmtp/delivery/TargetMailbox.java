package org.godwit.lmtp.delivery;

import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.Optional;
import org.godwit.account.MailboxEntry;
import org.godwit.mail.InvalidMailboxNameException;
import org.godwit.mail.MailboxName;
import org.godwit.mailbox.api.MailboxRequest;
import org.godwit.mailbox.api.MailboxRequests;

/** Which mailbox of an account a message goes to: the one that the address names if it exists, else INBOX. */
final class TargetMailbox {

  private final MailboxRequests store;
  private final char delimiter;

  TargetMailbox(MailboxRequests store, char delimiter) {
    this.store = store;
    this.delimiter = delimiter;
  }

  /** The mailbox. */
  Uni<MailboxName> of(Recipient recipient) {
    var wanted = recipient.detail().flatMap(this::name);
    if (wanted.isEmpty()) {
      return Uni.createFrom().item(MailboxName.INBOX);
    }
    return store.send(new MailboxRequest.Catalogue(recipient.account()))
        .map(catalogue -> existing(catalogue.state().mailboxes(), wanted.get()));
  }

  private Optional<MailboxName> name(String detail) {
    try {
      return Optional.of(MailboxName.parse(detail, delimiter));
    } catch (InvalidMailboxNameException noMailbox) {
      return Optional.empty();
    }
  }

  /** As it is written, or in another case: mail transfer agents fold addresses. Of several the first by name, so that it is always the same. */
  private static MailboxName existing(Collection<MailboxEntry> mailboxes, MailboxName wanted) {
    String folded = wanted.text('/');
    return mailboxes.stream().map(MailboxEntry::name).filter(wanted::equals).findFirst()
        .or(() -> mailboxes.stream().map(MailboxEntry::name).filter(name -> name.text('/').equalsIgnoreCase(folded)).sorted().findFirst())
        .orElse(MailboxName.INBOX);
  }
}
