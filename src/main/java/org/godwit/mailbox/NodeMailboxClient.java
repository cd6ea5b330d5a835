package org.godwit.mailbox;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import org.godwit.mail.MailboxId;
import org.godwit.mailbox.api.IncomingBody;
import org.godwit.mailbox.api.MailFiles;
import org.godwit.mailbox.api.MailReader;
import org.godwit.mailbox.api.MailboxClient;
import org.godwit.mailbox.api.MailboxFailure;
import org.godwit.mailbox.api.MailboxFailure.Kind;
import org.godwit.mailbox.api.MailboxReply;
import org.godwit.mailbox.api.MailboxRequest;
import org.godwit.mailbox.api.NewMessage;

/** The store of this node: requests over the event bus to the account's loop, bodies straight from disk. */
final class NodeMailboxClient implements MailboxClient {

  private static final Kind[] KINDS = Kind.values();

  private final Vertx vertx;
  private final StoreAddresses addresses;
  private final ChangeFeed changes;
  private final MailFiles files;
  private final DeliveryOptions options;

  NodeMailboxClient(Vertx vertx, StoreAddresses addresses, ChangeFeed changes, MailFiles files, long timeoutMs) {
    this.vertx = vertx;
    this.addresses = addresses;
    this.changes = changes;
    this.files = files;
    this.options = new DeliveryOptions().setLocalOnly(true).setCodecName(StoreCodecs.REQUEST).setSendTimeout(timeoutMs);
  }

  @Override
  @SuppressWarnings("unchecked")
  public <R extends MailboxReply> Uni<R> send(MailboxRequest<R> request) {
    return Uni.createFrom().emitter(emitter -> vertx.eventBus()
        .<MailboxReply>request(addresses.of(request.account()), request, options)
        .map(Message::body)
        .onComplete(reply -> emitter.complete((R) reply), failure -> emitter.fail(told(failure))));
  }

  private static Throwable told(Throwable failure) {
    if (failure instanceof ReplyException reply && reply.failureType() == ReplyFailure.RECIPIENT_FAILURE) {
      return new MailboxFailure(KINDS[reply.failureCode()], reply.getMessage());
    }
    return new MailboxFailure(Kind.UNAVAILABLE, "The store did not answer: " + failure.getMessage());
  }

  @Override
  public Watch watch(String account, MailboxId mailbox, Runnable listener) {
    Context context = vertx.getOrCreateContext();
    return changes.watch(account, mailbox, context, listener);
  }

  @Override
  public Uni<IncomingBody> receive(String account) {
    return files.receive(account);
  }

  @Override
  public Uni<NewMessage.Received> share(String from, NewMessage.Received body, String to) {
    return files.share(from, body, to);
  }

  @Override
  public MailReader reader(String account) {
    return files.reader(account);
  }
}
