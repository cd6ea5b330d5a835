package org.godwit.mailbox;

import io.vertx.core.eventbus.EventBus;
import org.godwit.mailbox.api.MailboxReply;
import org.godwit.mailbox.api.MailboxRequest;

/** How requests and replies travel inside a node. */
final class StoreCodecs {

  private static final ByReferenceCodec<?> REQUESTS = new ByReferenceCodec<>(MailboxRequest.class);
  private static final ByReferenceCodec<?> REPLIES = new ByReferenceCodec<>(MailboxReply.class);

  /** Codec name of requests. */
  static final String REQUEST = REQUESTS.name();
  /** Codec name of replies. */
  static final String REPLY = REPLIES.name();

  private StoreCodecs() {}

  /** Makes them known to a node's event bus; once. */
  static void register(EventBus bus) {
    bus.registerCodec(REQUESTS);
    bus.registerCodec(REPLIES);
  }
}
