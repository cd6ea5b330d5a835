package org.godwit.mailbox;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.godwit.account.AccountState;
import org.godwit.mailbox.api.MailboxFailure;

/**
 * Replies that wait for the disk, in the order in which they were decided: some for the commit that runs, the others for the next one. Event loop of
 * the account only.
 */
final class ParkedReplies {

  /** A reply that waits; the failure is null if it is a success. */
  private record Parked(PendingRequest<?> request, Decision<?> decision, MailboxFailure failure) {}

  private final Supplier<AccountState> durable;
  private List<Parked> next = new ArrayList<>();
  private List<Parked> committing = List.of();

  /** @param durable what is on disk, which replies are made from */
  ParkedReplies(Supplier<AccountState> durable) {
    this.durable = durable;
  }

  /** What was decided is to be told with the next commit. */
  void add(PendingRequest<?> request, Decision<?> decision) {
    next.add(new Parked(request, decision, null));
  }

  /** A failure that may rest on what is not on disk yet is to be told with the next commit. */
  void add(PendingRequest<?> request, MailboxFailure failure) {
    next.add(new Parked(request, null, failure));
  }

  /** Whether nobody waits for the next commit. */
  boolean isEmpty() {
    return next.isEmpty();
  }

  /** The next commit begins, and covers all who wait. */
  void commitBegins() {
    committing = next;
    next = new ArrayList<>();
  }

  /** It is on disk: whom it covers is answered. */
  void commitDone() {
    var replies = committing;
    committing = List.of();
    replies.forEach(this::answer);
  }

  /** It is not: nobody waits any longer. */
  void commitFailed(MailboxFailure covered, MailboxFailure others) {
    var written = committing;
    committing = List.of();
    reject(written, covered);
    rejectNext(others);
  }

  /** There is nothing that the others would have to wait for. */
  void answerNext() {
    takeNext().forEach(this::answer);
  }

  /** What the others wait for has not happened. */
  void rejectNext(MailboxFailure why) {
    reject(takeNext(), why);
  }

  private List<Parked> takeNext() {
    var taken = next;
    next = new ArrayList<>();
    return taken;
  }

  private void answer(Parked reply) {
    if (reply.failure != null) {
      reply.request.fail(reply.failure);
      return;
    }
    try {
      reply.request.reply().accept(reply.decision.reply().apply(durable.get()));
    } catch (NotResident | MailboxFailure e) {
      // deleted while the reply waited
      reply.request.fail(e instanceof MailboxFailure failure ? failure : Situation.noSuchMailbox());
    }
  }

  private static void reject(List<Parked> replies, MailboxFailure why) {
    replies.forEach(reply -> reply.request.fail(reply.failure != null ? reply.failure : why));
  }
}
