package org.godwit.mailbox;

import org.godwit.mailbox.api.MailboxReply;
import org.godwit.mailbox.api.MailboxRequest;

/** From a request to its decision. Pure: one small class for each kind of request does the work. */
final class Deciders {

  private Deciders() {}

  /**
   * Decides.
   *
   * @throws org.godwit.mailbox.api.MailboxFailure if the request cannot be carried out
   * @throws NotResident if a mailbox must be loaded first
   */
  @SuppressWarnings("unchecked")
  static <R extends MailboxReply> Decision<R> decide(MailboxRequest<R> request, Situation situation) {
    return (Decision<R>) switch (request) {
      case MailboxRequest.Catalogue r -> Decision.read(MailboxReply.Catalogue::new);
      case MailboxRequest.Select r -> SelectDecider.select(r, situation);
      case MailboxRequest.Sync r -> SelectDecider.sync(r, situation);
      case MailboxRequest.Create r -> CreateDecider.decide(r, situation);
      case MailboxRequest.Delete r -> DeleteDecider.decide(r, situation);
      case MailboxRequest.Rename r -> RenameDecider.decide(r, situation);
      case MailboxRequest.Subscribe r -> SubscribeDecider.decide(r, situation);
      case MailboxRequest.Append r -> AppendDecider.decide(r, situation);
      case MailboxRequest.Copy r -> CopyDecider.decide(r, situation);
      case MailboxRequest.Store r -> StoreDecider.decide(r, situation);
      case MailboxRequest.Expunge r -> ExpungeDecider.decide(r, situation);
      case MailboxRequest.Remove r -> RemoveDecider.decide(r, situation);
    };
  }
}
