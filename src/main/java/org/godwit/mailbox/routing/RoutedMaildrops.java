package org.godwit.mailbox.routing;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.godwit.cluster.ClusterEngine;
import org.godwit.cluster.NodeId;
import org.godwit.mailbox.api.MailboxFailure;
import org.godwit.mailbox.api.MailboxFailure.Kind;
import org.godwit.mailbox.api.MailboxRequest;
import org.godwit.mailbox.api.MailboxRequests;
import org.godwit.mailbox.api.MaildropClaims;

/** Maildrops that POP3 sessions of this node have: the owner of the account says who may. Safe on any event loop. */
final class RoutedMaildrops implements MaildropClaims {

  private static final int ATTEMPTS_MAX = 40;
  private static final long AGAIN_MS = 250;

  /** So often a maildrop that somebody has is asked for again: that a session on another node has ended is heard a moment later. */
  private static final int TAKEN_ATTEMPTS_MAX = 8;

  private final Vertx vertx;
  private final ClusterEngine engine;
  private final NodeBus bus;
  private final NodeMaildrops here;
  private final MailboxRequests store;
  private final AtomicLong numbers = new AtomicLong();
  private final Map<String, Held> held = new ConcurrentHashMap<>();

  /** @param store of the whole cluster */
  RoutedMaildrops(Vertx vertx, ClusterEngine engine, NodeBus bus, NodeMaildrops here, MailboxRequests store) {
    this.vertx = vertx;
    this.engine = engine;
    this.bus = bus;
    this.here = here;
    this.store = store;
  }

  @Override
  public Uni<Optional<Claim>> claim(String account) {
    long number = numbers.incrementAndGet();
    return askPatiently(account, number, TAKEN_ATTEMPTS_MAX).map(has -> has ? Optional.of(hold(account, number)) : Optional.empty());
  }

  private Uni<Boolean> askPatiently(String account, long number, int attempts) {
    return ask(account, number, ATTEMPTS_MAX).chain(has -> has || attempts == 1 ? Uni.createFrom().item(has)
        : later().chain(() -> askPatiently(account, number, attempts - 1)));
  }

  private Held hold(String account, long number) {
    var claim = new Held(account, number);
    held.put(account, claim);
    return claim;
  }

  private Uni<Boolean> ask(String account, long number, int attempts) {
    // somebody owns the account then
    return store.send(new MailboxRequest.Catalogue(account)).chain(() -> askOwner(account, number))
        .onFailure(failure -> attempts > 1 && isPassing(failure))
        .recoverWithUni(() -> later().chain(() -> ask(account, number, attempts - 1)))
        .onFailure(RoutedMaildrops::isPassing)
        .transform(failure -> new MailboxFailure(Kind.UNAVAILABLE, "No server has the account now; try again"));
  }

  private static boolean isPassing(Throwable failure) {
    return failure instanceof NodeGone || failure instanceof MailboxFailure known && known.kind() == Kind.MOVED;
  }

  private Uni<Void> later() {
    return Uni.createFrom().emitter(emitter -> vertx.setTimer(AGAIN_MS, timer -> emitter.complete(null)));
  }

  private Uni<Boolean> askOwner(String account, long number) {
    var owner = engine.ownerOf(account);
    if (owner.isEmpty()) {
      return Uni.createFrom().failure(new MailboxFailure(Kind.MOVED, "No server has the account"));
    } else if (owner.get().owner().equals(engine.self())) {
      return Uni.createFrom().item(() -> here.claim(account, engine.self(), number));
    }
    return bus.ask(owner.get().owner(), NodeMessageCodec.encode(new NodeMessage.ClaimMaildrop(account, number))).chain(Answers::yes);
  }

  /** The new owner hears of those that sessions here have; meanwhile another session may have been faster: it only costs POP3's exclusiveness. */
  void ownerChanged(String account) {
    var claim = held.get(account);
    if (claim != null && engine.ownerOf(account).isPresent()) {
      askOwner(account, claim.number).subscribe().with(has -> endIfLate(claim), failure -> { });
    }
  }

  /** The session may have ended before the new owner heard of it. */
  private void endIfLate(Held claim) {
    if (held.get(claim.account) != claim) {
      claim.tell(ATTEMPTS_MAX);
    }
  }

  private final class Held implements Claim {
    private final String account;
    private final long number;

    Held(String account, long number) {
      this.account = account;
      this.number = number;
    }

    @Override
    public void end() {
      if (held.remove(account, this)) {
        tell(ATTEMPTS_MAX);
      }
    }

    private void tell(int attempts) {
      here.end(account, engine.self(), number);
      engine.ownerOf(account).map(owner -> owner.owner()).filter(node -> !node.equals(engine.self())).ifPresent(node -> tell(node, attempts));
    }

    private void tell(NodeId node, int attempts) {
      bus.ask(node, NodeMessageCodec.encode(new NodeMessage.EndMaildrop(account, number)))
          .subscribe().with(done -> { }, failure -> {
            if (attempts > 1) {
              vertx.setTimer(AGAIN_MS, timer -> tell(attempts - 1));
            }
          });
    }
  }
}
