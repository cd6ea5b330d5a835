package org.godwit.mailbox;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.godwit.mail.MailboxId;

/** Requests that wait for mailboxes being loaded. Event loop of the account only. */
final class Residents {

  private final Map<MailboxId, List<PendingRequest<?>>> waiting = new HashMap<>();

  /** Lets a request wait for a mailbox. @return whether it is the first: then loading must begin */
  boolean await(MailboxId mailbox, PendingRequest<?> request) {
    var list = waiting.computeIfAbsent(mailbox, id -> new ArrayList<>());
    list.add(request);
    return list.size() == 1;
  }

  /** The mailbox is loaded or cannot be. @return who waited */
  List<PendingRequest<?>> loaded(MailboxId mailbox) {
    var list = waiting.remove(mailbox);
    return list == null ? List.of() : list;
  }

  /** Whether nobody waits. */
  boolean isQuiet() {
    return waiting.isEmpty();
  }
}
