package org.godwit.mailbox.api;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;

/**
 * A large body being received into a file of its own. One event loop uses it; one call at a time. Must end with
 * {@link #finish} or {@link #abort}; what no message adopts is swept later.
 */
public interface IncomingBody {

  /** Appends octets; completes when more may come. Fails with a {@link MailboxFailure} such as UNAVAILABLE on a full disk. */
  Uni<Void> write(Buffer octets);

  /** Makes it durable. */
  Uni<NewMessage.Received> finish();

  /** Drops it unless a message has adopted it; not while a request that names it waits for its reply. Idempotent. */
  void abort();
}
