package org.godwit.mailbox;

import java.util.function.Consumer;
import org.godwit.mailbox.api.MailboxFailure;
import org.godwit.mailbox.api.MailboxReply;
import org.godwit.mailbox.api.MailboxRequest;

/** A request and who waits for its answer; exactly one of the two is called, once. */
record PendingRequest<R extends MailboxReply>(MailboxRequest<R> request, Consumer<MailboxReply> reply,
    Consumer<MailboxFailure> failure) {

  void fail(MailboxFailure why) {
    failure.accept(why);
  }
}
