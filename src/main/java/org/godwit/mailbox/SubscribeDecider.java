package org.godwit.mailbox;

import java.util.List;
import org.godwit.account.JournalRecord.SubscriptionChanged;
import org.godwit.mailbox.api.MailboxFailure;
import org.godwit.mailbox.api.MailboxFailure.Kind;
import org.godwit.mailbox.api.MailboxReply.Done;
import org.godwit.mailbox.api.MailboxRequest;

/** SUBSCRIBE and UNSUBSCRIBE (RFC 9051, 6.3.7 and 6.3.8): of names, with or without a mailbox. */
final class SubscribeDecider {

  private SubscribeDecider() {}

  static Decision<Done> decide(MailboxRequest.Subscribe request, Situation situation) {
    var subscriptions = situation.state().subscriptions();
    if (subscriptions.contains(request.mailbox()) == request.subscribed()) {
      return Decision.writeAnswering(List.of(), new Done());
    }
    if (request.subscribed() && subscriptions.size() >= 2 * situation.limits().mailboxesMax()) {
      throw new MailboxFailure(Kind.LIMIT, "No more than " + 2 * situation.limits().mailboxesMax() + " subscriptions");
    }
    return Decision.writeAnswering(List.of(new SubscriptionChanged(request.mailbox(), request.subscribed())), new Done());
  }
}
