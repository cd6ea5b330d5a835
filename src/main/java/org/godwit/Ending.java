package org.godwit;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.godwit.mailbox.remote.Leaving;
import org.godwit.wire.gate.Gate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of a server, in this order: its ports are closed, so that the system refuses whoever comes; in a cluster its accounts go to the other nodes,
 * and sessions, whose requests go there now, have a while to end; BYE to the rest; the store; the cluster.
 */
final class Ending implements Leaving {

  private static final Logger LOG = LoggerFactory.getLogger(Ending.class);
  private static final Duration STEP_MAX = Duration.ofSeconds(20);
  private static final Duration LOOK = Duration.ofMillis(100);

  private final List<Port> ports;
  private final Gate gate;
  private final Duration sessionsMax;
  private final CountDownLatch asked = new CountDownLatch(1);
  private volatile Stage stage = Stage.HANDING_OVER;
  private volatile IntSupplier accounts = () -> 0;

  /**
   * @param gate counts connections
   * @param sessionsMax how long sessions may go on once the accounts are elsewhere; 0 where there is no elsewhere
   */
  Ending(List<Port> ports, Gate gate, Duration sessionsMax) {
    this.ports = ports;
    this.gate = gate;
    this.sessionsMax = sessionsMax;
  }

  /**
   * Goes all the way. Blocks. Called once.
   *
   * @param services none if they could not be opened
   * @param leave ends what they ran on
   * @return whether all of it went well
   */
  boolean run(Optional<Services> services, Supplier<Uni<Void>> leave) {
    services.ifPresent(open -> accounts = open::toHandOver);
    ports.forEach(Port::leave);
    services.ifPresent(this::drain);
    stage = Stage.GOODBYE;
    services.ifPresent(Services::endSessions);
    boolean clean = endsWell(this::closePorts);
    clean &= services.map(open -> endsWell(open::close)).orElse(true);
    return clean & endsWell(leave);
  }

  /** Whoever started the server ends it. */
  @Override
  public Progress leave() {
    asked.countDown();
    return new Progress(stage, accounts.getAsInt(), gate.connections(), (int) sessionsMax.toSeconds());
  }

  /** Waits until {@link #leave} is called. */
  void awaitLeave() throws InterruptedException {
    asked.await();
  }

  private void drain(Services services) {
    handOver(services);
    stage = Stage.SESSIONS;
    if (!sessionsMax.isZero()) {
      LOG.info("{} connections have {} s to end", gate.connections(), sessionsMax.toSeconds());
    }
    long until = System.nanoTime() + sessionsMax.toNanos();
    while (gate.connections() > 0 && until - System.nanoTime() > 0) {
      LockSupport.parkNanos(LOOK.toNanos());
    }
  }

  /** What nobody takes, because others end as well or cannot be reached, is let go of when the store is closed: the end is as clean. */
  private static void handOver(Services services) {
    try {
      services.drain().await().atMost(STEP_MAX);
    } catch (RuntimeException late) {
      LOG.warn("{} accounts were not taken by other nodes, and are let go of: {}", services.toHandOver(), late.toString());
    }
  }

  private Uni<Void> closePorts() {
    return Uni.combine().all().unis(ports.stream().map(Port::close).toList()).discardItems();
  }

  private static boolean endsWell(Supplier<Uni<Void>> step) {
    try {
      step.get().await().atMost(STEP_MAX);
      return true;
    } catch (RuntimeException failed) {
      LOG.error("The end is not clean", failed);
      return false;
    }
  }
}
