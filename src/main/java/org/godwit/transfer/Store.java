package org.godwit.transfer;

import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import org.godwit.mailbox.api.MailFiles;
import org.godwit.mailbox.api.MailReader;
import org.godwit.mailbox.api.MailboxFailure;
import org.godwit.mailbox.api.MailboxReply;
import org.godwit.mailbox.api.MailboxRequest;
import org.godwit.mailbox.api.MailboxRequests;

/**
 * One account's store, for a tool that waits for each answer. Not on an event loop.
 *
 * @param account the account's name
 */
public record Store(MailboxRequests requests, MailFiles files, String account) {

  private static final Duration WAIT_MAX = Duration.ofMinutes(10);

  /** Asks, and waits. @throws MailboxFailure as the request does */
  <R extends MailboxReply> R ask(MailboxRequest<R> request) {
    return wait(requests.send(request));
  }

  MailReader reader() {
    return files.reader(account);
  }

  /** @throws TransferFailure if nothing happens for ten minutes */
  static <T> T wait(Uni<T> uni) {
    try {
      return uni.await().atMost(WAIT_MAX);
    } catch (TimeoutException silent) {
      throw new TransferFailure("the store has not answered for " + WAIT_MAX.toMinutes() + " minutes");
    }
  }

  /** Why nothing more can be done, in words. */
  static TransferFailure broken(MailboxFailure failure) {
    return new TransferFailure("the store cannot go on: " + failure.getMessage());
  }
}
