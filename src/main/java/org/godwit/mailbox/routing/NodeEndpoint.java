package org.godwit.mailbox.routing;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.godwit.cluster.ClusterEngine;
import org.godwit.cluster.NodeId;
import org.godwit.cluster.Ownership;
import org.godwit.mailbox.ChangeFeed;
import org.godwit.mailbox.api.MailboxFailure;
import org.godwit.mailbox.api.MailboxFailure.Kind;
import org.godwit.mailbox.api.MailboxReply;
import org.godwit.mailbox.api.MailboxRequest;
import org.godwit.mailbox.api.MailboxRequests;
import org.godwit.storage.codec.FormatException;

/** Answers what other nodes ask of the accounts that this node owns. Event loop of the bus. */
final class NodeEndpoint {

  private static final int REPLIES_MAX = 10_000;
  private static final Duration REPLIES_KEPT = Duration.ofMinutes(5);

  private record Reply(NodeId to, ReplyPieces pieces) {}

  private final ClusterEngine engine;
  private final MailboxRequests store;
  private final ChangeFeed changes;
  private final NodeWatches watches;
  private final NodeMaildrops maildrops;
  private final AccountUses uses;
  private final Strangers strangers;
  private final SentMailboxes sent = new SentMailboxes();
  private final AtomicLong numbers = new AtomicLong();
  private final Cache<Long, Reply> unfinished = Caffeine.newBuilder().maximumSize(REPLIES_MAX).expireAfterAccess(REPLIES_KEPT).build();

  /** @param store of this node alone */
  NodeEndpoint(ClusterEngine engine, MailboxRequests store, ChangeFeed changes, NodeWatches watches, NodeMaildrops maildrops,
      AccountUses uses, Strangers strangers) {
    this.engine = engine;
    this.store = store;
    this.changes = changes;
    this.watches = watches;
    this.maildrops = maildrops;
    this.uses = uses;
    this.strangers = strangers;
  }

  /** See {@link NodeBus#serve}. */
  Uni<Buffer> handle(NodeId from, Buffer question) {
    try {
      return answer(from, NodeMessageCodec.decode(question))
          .onFailure(MailboxFailure.class).recoverWithItem(failure -> ReplyPieces.failure((MailboxFailure) failure));
    } catch (OtherVersion misfit) {
      return Uni.createFrom().item(ReplyPieces.failure(strangers.refuse(from, misfit)));
    } catch (MailboxFailure failure) {
      return Uni.createFrom().item(ReplyPieces.failure(failure));
    } catch (FormatException unknown) {
      return Uni.createFrom().failure(unknown);
    }
  }

  private Uni<Buffer> answer(NodeId from, NodeMessage message) {
    return switch (message) {
      case NodeMessage.Call call -> call(from, call);
      case NodeMessage.More more -> more(from, more.reply());
      case NodeMessage.Watch watch -> {
        requireOwner(watch.account());
        watches.watch(from, watch.account(), watch.mailbox());
        yield answer(true);
      }
      case NodeMessage.Unwatch unwatch -> {
        watches.unwatch(from, unwatch.account(), unwatch.mailbox());
        yield answer(true);
      }
      case NodeMessage.Changed changed -> {
        changes.publish(changed.account(), changed.mailbox());
        yield answer(true);
      }
      case NodeMessage.ClaimMaildrop claim -> {
        requireOwner(claim.account());
        uses.there(claim.account(), from);
        yield answer(maildrops.claim(claim.account(), from, claim.claim()));
      }
      case NodeMessage.EndMaildrop end -> {
        maildrops.end(end.account(), from, end.claim());
        yield answer(true);
      }
    };
  }

  private static Uni<Buffer> answer(boolean yes) {
    return Uni.createFrom().item(ReplyPieces.answer(yes));
  }

  private void requireOwner(String account) {
    if (engine.ownerOf(account).filter(owner -> owner.owner().equals(engine.self())).isEmpty()) {
      throw moved();
    }
  }

  private static MailboxFailure moved() {
    return new MailboxFailure(Kind.MOVED, "Another server has the account");
  }

  private Uni<Buffer> call(NodeId from, NodeMessage.Call call) {
    var request = call.request();
    engine.ownerOf(request.account()).ifPresent(owner -> requireSame(owner, call.epoch()));
    uses.there(request.account(), from);
    return send(request).map(reply -> begin(from, request.account(), call.known(), reply));
  }

  private void requireSame(Ownership owner, int epoch) {
    boolean other = epoch != Ownership.OPENING && owner.epoch() != Ownership.OPENING && owner.epoch() != epoch;
    if (other || !owner.owner().equals(engine.self())) {
      throw moved();
    }
  }

  private <R extends MailboxReply> Uni<? extends MailboxReply> send(MailboxRequest<R> request) {
    return store.send(request);
  }

  private Buffer begin(NodeId from, String account, long known, MailboxReply reply) {
    var pieces = ReplyPieces.messages(reply).map(messages -> {
      var difference = sent.send(from, account, messages, known);
      return ReplyPieces.of(reply, difference.diff(), messages.id(), difference.number(), difference.hasBase());
    }).orElseGet(() -> ReplyPieces.of(reply));
    long number = numbers.incrementAndGet();
    var first = pieces.next(number);
    if (!pieces.isDone()) {
      unfinished.put(number, new Reply(from, pieces));
    }
    return first;
  }

  private Uni<Buffer> more(NodeId from, long number) {
    var reply = unfinished.getIfPresent(number);
    if (reply == null || !reply.to.equals(from)) {
      throw new MailboxFailure(Kind.UNAVAILABLE, "The reply is no longer here");
    }
    var piece = reply.pieces.next(number);
    if (reply.pieces.isDone()) {
      unfinished.invalidate(number);
    }
    return Uni.createFrom().item(piece);
  }
}
