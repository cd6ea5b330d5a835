package org.godwit.mailbox;

import org.godwit.account.AccountState;
import org.godwit.mail.MailboxId;
import org.godwit.mailbox.api.MailboxRequest;

/**
 * A request about so many messages that deciding it and applying it would keep the event loop from others: that is done on a worker,
 * while the account's other requests wait. The states are values, so it is the same work on another thread.
 *
 * @param decision what it comes to
 * @param next the live state after the decision's records
 */
record BigTurn(Decision<?> decision, AccountState next) {

  /** More messages than this are a big turn; so many take a few milliseconds. */
  private static final int MESSAGES_MAX = 5_000;

  /** Whether a request had better not be decided on the event loop. */
  static boolean isBig(MailboxRequest<?> request, AccountState state) {
    return switch (request) {
      case MailboxRequest.Store r -> r.uids().size() > MESSAGES_MAX && messages(state, r.mailbox()) > MESSAGES_MAX;
      case MailboxRequest.Copy r -> r.uids().size() > MESSAGES_MAX && messages(state, r.from()) > MESSAGES_MAX;
      case MailboxRequest.Expunge r -> r.uids().size() > MESSAGES_MAX && messages(state, r.mailbox()) > MESSAGES_MAX;
      case MailboxRequest.Remove r -> r.uids().size() > MESSAGES_MAX && messages(state, r.mailbox()) > MESSAGES_MAX;
      case MailboxRequest.Rename r -> r.from().isInbox()
          && state.mailbox(r.from()).map(entry -> entry.counts().messages() > MESSAGES_MAX).orElse(false);
      default -> false;
    };
  }

  private static int messages(AccountState state, MailboxId mailbox) {
    return state.mailbox(mailbox).map(entry -> entry.counts().messages()).orElse(0);
  }

  /** Does the work. Worker; nothing may change the state meanwhile. */
  static BigTurn take(MailboxRequest<?> request, Situation situation) {
    var decision = Deciders.decide(request, situation);
    decision.records().forEach(record -> record.residents().forEach(id -> requireResident(situation.state(), id)));
    return new BigTurn(decision, AccountStates.applied(situation.state(), decision.records()));
  }

  /** @throws NotResident if the mailbox must be loaded first */
  static void requireResident(AccountState state, MailboxId id) {
    if (state.mailbox(id).filter(entry -> !entry.isResident()).isPresent()) {
      throw new NotResident(id);
    }
  }
}
