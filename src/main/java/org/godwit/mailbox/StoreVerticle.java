package org.godwit.mailbox;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.Promise;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.godwit.mailbox.api.MailboxFailure;
import org.godwit.mailbox.api.MailboxFailure.Kind;
import org.godwit.mailbox.api.MailboxRequest;
import org.godwit.storage.AccountStore;
import org.godwit.storage.DiskRoom;

/** Owns the accounts of one event loop: opens them on demand, passes requests on, lets idle ones go. */
final class StoreVerticle extends AbstractVerticle implements Workbench {

  private static final DeliveryOptions REPLY = new DeliveryOptions().setLocalOnly(true).setCodecName(StoreCodecs.REPLY);

  private final int loop;
  private final StoreParts parts;
  private final Map<String, AccountOwner> owners = new HashMap<>();
  private final Openings openings;
  private LeaseGuard guard;
  private Promise<Void> stopping;
  private int ticks;

  StoreVerticle(int loop, StoreParts parts) {
    this.loop = loop;
    this.parts = parts;
    this.openings = new Openings(parts.clock());
  }

  @Override
  public void start() {
    guard = new LeaseGuard(parts.lease(), eventLoop(), this::handle);
    vertx.eventBus().<MailboxRequest<?>>localConsumer(StoreAddresses.ofLoop(loop), this::receive);
    vertx.setPeriodic(parts.tickMs(), id -> tick());
  }

  private void receive(Message<MailboxRequest<?>> message) {
    handle(new PendingRequest<>(message.body(), reply -> message.reply(reply, REPLY),
        failure -> message.fail(failure.kind().ordinal(), failure.getMessage())));
  }

  private void handle(PendingRequest<?> request) {
    if (stopping != null) {
      request.fail(new MailboxFailure(Kind.UNAVAILABLE, "The server is shutting down"));
      return;
    }
    if (!hasData()) {
      request.fail(DataPlace.unavailable());
      return;
    }
    if (!guard.holdsBack(request)) {
      guard.pass(owners.computeIfAbsent(request.request().account(), this::newOwner), request);
    }
  }

  private AccountOwner newOwner(String account) {
    var owner = new AccountOwner(account, this);
    guard.opening(owner);
    owner.open();
    return owner;
  }

  private void tick() {
    long now = parts.clock().millis();
    boolean evicts = ++ticks % parts.ticksPerEviction() == 0;
    for (AccountOwner owner : new ArrayList<>(owners.values())) {
      if (owner.isIdleSince(now - parts.accountIdleMs())) {
        owner.close();
      } else if (evicts) {
        owner.upkeep().evict();
      } else {
        owner.upkeep().tick();
      }
    }
  }

  /** Closes an account; any thread. Requests that come later open it again. */
  void closeAccount(String account) {
    eventLoop().execute(() -> {
      var owner = owners.get(account);
      if (owner != null) {
        owner.close();
      }
    });
  }

  /** Others may have taken all accounts: closes them, and nobody waits any longer. Any thread. */
  void abandon() {
    eventLoop().execute(() -> {
      guard.abandon();
      new ArrayList<>(owners.values()).forEach(AccountOwner::close);
    });
  }

  @Override
  public void stop(Promise<Void> stopped) {
    stopping = stopped;
    for (AccountOwner owner : new ArrayList<>(owners.values())) {
      owner.close();
    }
    stoppedIfEmpty();
  }

  private void stoppedIfEmpty() {
    if (stopping != null && owners.isEmpty()) {
      stopping.tryComplete();
    }
  }

  // --- the workbench of the accounts here ---

  @Override
  public AccountStore open(String account) throws IOException {
    return parts.opener().open(account);
  }

  @Override
  public void close(String account, AccountStore store) {
    try {
      store.close();
    } finally {
      parts.opener().closed(account);
    }
  }

  @Override
  public SerialWork serialWork() {
    return new SerialWork(parts.workers(), eventLoop());
  }

  @Override
  public Executor eventLoop() {
    return action -> context.runOnContext(none -> action.run());
  }

  @Override
  public Limits limits() {
    return parts.limits();
  }

  @Override
  public Clock clock() {
    return parts.clock();
  }

  @Override
  public ChangeFeed changes() {
    return parts.changes();
  }

  @Override
  public boolean hasData() {
    return parts.place().isThere();
  }

  @Override
  public DiskRoom room() {
    return parts.room();
  }

  @Override
  public Openings openings() {
    return openings;
  }

  @Override
  public void closed(AccountOwner owner) {
    owners.remove(owner.account(), owner);
    guard.closed(owner);
    List<PendingRequest<?>> late = owner.takeWaiting();
    late.forEach(this::handle);
    stoppedIfEmpty();
  }
}
