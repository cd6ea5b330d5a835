package org.godwit.mailbox.routing;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import org.godwit.cluster.NodeId;
import org.godwit.mailbox.api.MailboxFailure;
import org.godwit.mailbox.api.MailboxFailure.Kind;
import org.godwit.mailbox.api.MailboxReply;
import org.godwit.mailbox.api.MailboxRequest;
import org.godwit.storage.codec.FormatException;

/** Sends requests to the node that owns an account, and puts the replies together. Safe on any event loop. */
final class OwnerCalls {

  private final NodeBus bus;
  private final Strangers strangers;
  private final KnownMailboxes known = new KnownMailboxes();

  OwnerCalls(NodeBus bus, Strangers strangers) {
    this.bus = bus;
    this.strangers = strangers;
  }

  /**
   * Fails with {@link MailboxFailure}: MOVED if the node does not own the account in this epoch; and with {@link NodeGone} if it is gone before it
   * has answered.
   *
   * @param epoch 0 for any
   */
  @SuppressWarnings("unchecked")
  <R extends MailboxReply> Uni<R> call(NodeId owner, int epoch, MailboxRequest<R> request) {
    var base = known.of(owner, request);
    var assembly = new ReplyAssembly(base);
    var question = new NodeMessage.Call(epoch, base == null ? 0 : base.number(), request);
    return bus.ask(owner, NodeMessageCodec.encode(question))
        .chain(piece -> next(owner, assembly, piece))
        .map(reply -> (R) remember(owner, request, assembly, reply));
  }

  private MailboxReply remember(NodeId owner, MailboxRequest<?> request, ReplyAssembly assembly, MailboxReply reply) {
    if (assembly.known() != null) {
      known.add(owner, request.account(), reply, assembly.known());
    }
    return reply;
  }

  private Uni<MailboxReply> next(NodeId owner, ReplyAssembly assembly, Buffer piece) {
    try {
      long more = assembly.take(piece);
      return more == 0 ? Uni.createFrom().item(assembly.done())
          : bus.ask(owner, NodeMessageCodec.encode(new NodeMessage.More(more))).chain(next -> next(owner, assembly, next));
    } catch (OtherVersion misfit) {
      return Uni.createFrom().failure(strangers.refuse(owner, misfit));
    } catch (MailboxFailure failure) {
      return Uni.createFrom().failure(failure);
    } catch (FormatException | IllegalArgumentException misfit) {
      return Uni.createFrom().failure(new MailboxFailure(Kind.SERVERBUG, owner + " sent a reply that cannot be read: " + misfit.getMessage()));
    }
  }
}
