package org.godwit.mailbox.routing;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.godwit.cluster.ClusterEngine;
import org.godwit.cluster.Lease;
import org.godwit.cluster.NodeId;
import org.godwit.cluster.Ownership;
import org.godwit.mail.MailboxId;
import org.godwit.mailbox.api.IncomingBody;
import org.godwit.mailbox.api.MailReader;
import org.godwit.mailbox.api.MailboxClient;
import org.godwit.mailbox.api.MailboxFailure;
import org.godwit.mailbox.api.MailboxFailure.Kind;
import org.godwit.mailbox.api.MailboxReply;
import org.godwit.mailbox.api.MailboxRequest;
import org.godwit.mailbox.api.NewMessage;

/**
 * The store as protocols of one of several nodes see it. A request goes to whoever owns the account; this node takes an account that nobody has. One
 * that meets an account on its way from node to node is sent again until somebody has it, for a while: nothing of it has happened. One whose node is gone
 * is sent again if it only reads, and otherwise fails with UNCERTAIN.
 */
final class RoutingClient implements MailboxClient {

  /** Longer than a takeover takes. */
  static final long PATIENCE_MS = 20_000;
  private static final long AGAIN_MS_MIN = 10;
  private static final long AGAIN_MS_MAX = 250;
  private static final int AGAIN_DOUBLINGS = 5;
  /** After so many attempts, in 0.3 s at least, it is made sure that nodes agree on who has the account. */
  private static final int ATTEMPTS_PER_SETTLING = 5;

  private final Vertx vertx;
  private final ClusterEngine engine;
  private final Lease lease;
  private final ClusterClaims claims;
  private final MailboxClient local;
  private final OwnerCalls owners;
  private final RemoteWatches watches;
  private final AccountUses uses;
  private final LongSupplier clockMs;

  RoutingClient(Vertx vertx, ClusterEngine engine, Lease lease, ClusterClaims claims, MailboxClient local, OwnerCalls owners, RemoteWatches watches,
      AccountUses uses, LongSupplier clockMs) {
    this.vertx = vertx;
    this.engine = engine;
    this.lease = lease;
    this.claims = claims;
    this.local = local;
    this.owners = owners;
    this.watches = watches;
    this.uses = uses;
    this.clockMs = clockMs;
  }

  @Override
  public <R extends MailboxReply> Uni<R> send(MailboxRequest<R> request) {
    return attempt(request, clockMs.getAsLong() + PATIENCE_MS, 0);
  }

  private <R extends MailboxReply> Uni<R> attempt(MailboxRequest<R> request, long until, int before) {
    return once(request).onFailure(failure -> isWorthAnother(failure, request)).recoverWithUni(failure -> {
      if (clockMs.getAsLong() > until) {
        return Uni.createFrom().failure(new MailboxFailure(Kind.UNAVAILABLE, "No server has the account now; try again"));
      }
      return later(Math.min(AGAIN_MS_MAX, AGAIN_MS_MIN << Math.min(before, AGAIN_DOUBLINGS)))
          .chain(() -> before % ATTEMPTS_PER_SETTLING == ATTEMPTS_PER_SETTLING - 1 ? settled(request.account()) : Uni.createFrom().voidItem())
          .chain(() -> attempt(request, until, before + 1));
    }).onFailure(NodeGone.class).transform(gone -> new MailboxFailure(Kind.UNCERTAIN,
        "The server that has the account is gone; whether this was done is not known"));
  }

  /** Whether or not it succeeds, the request is sent again. */
  private Uni<Void> settled(String account) {
    return engine.settle(account).onFailure().recoverWithNull();
  }

  private static boolean isWorthAnother(Throwable failure, MailboxRequest<?> request) {
    boolean moved = failure instanceof MailboxFailure known && known.kind() == Kind.MOVED;
    boolean uncertain = failure instanceof NodeGone || failure instanceof MailboxFailure known && known.kind() == Kind.UNCERTAIN;
    return moved || uncertain && onlyReads(request);
  }

  private static boolean onlyReads(MailboxRequest<?> request) {
    return request instanceof MailboxRequest.Catalogue || request instanceof MailboxRequest.Select || request instanceof MailboxRequest.Sync;
  }

  private Uni<Void> later(long ms) {
    return Uni.createFrom().emitter(emitter -> vertx.setTimer(ms, timer -> emitter.complete(null)));
  }

  private <R extends MailboxReply> Uni<R> once(MailboxRequest<R> request) {
    String account = request.account();
    var owner = engine.ownerOf(account);
    if (owner.isPresent() && !owner.get().owner().equals(engine.self())) {
      return owners.call(owner.get().owner(), owner.get().epoch(), request);
    } else if (claims.isDraining() && owner.isEmpty()) {
      return another(account).map(node -> owners.call(node, Ownership.OPENING, request))
          .orElseGet(() -> Uni.createFrom().failure(new MailboxFailure(Kind.UNAVAILABLE, "The server is shutting down")));
    }
    uses.here(account);
    return local.send(request);
  }

  /** A node that is to have the account when this one goes. */
  private Optional<NodeId> another(String account) {
    return Successors.of(account, engine);
  }

  /** The epoch in which this node owns the account; OPENING if it does not. */
  private int ownEpoch(String account) {
    return engine.ownerOf(account).filter(owner -> owner.owner().equals(engine.self())).map(Ownership::epoch).orElse(Ownership.OPENING);
  }

  @Override
  public Watch watch(String account, MailboxId mailbox, Runnable listener) {
    var here = local.watch(account, mailbox, listener);
    watches.add(account, mailbox);
    return new Watch() {
      private long term;
      private int epoch;
      private boolean ended;

      /** News of a mailbox that this node owns comes before anybody hears of the change, as long as nobody else can own it. */
      @Override
      public boolean takeNews() {
        long termNow = lease.term();
        int epochNow = ownEpoch(account);
        boolean some = here.takeNews();
        boolean certain = termNow != 0 && termNow == term && epochNow != Ownership.OPENING && epochNow == epoch;
        term = termNow;
        epoch = epochNow;
        return some || !certain;
      }

      @Override
      public void end() {
        if (!ended) {
          ended = true;
          here.end();
          watches.remove(account, mailbox);
        }
      }
    };
  }

  @Override
  public Uni<IncomingBody> receive(String account) {
    return local.receive(account);
  }

  @Override
  public Uni<NewMessage.Received> share(String from, NewMessage.Received body, String to) {
    return local.share(from, body, to);
  }

  @Override
  public MailReader reader(String account) {
    return local.reader(account);
  }
}
