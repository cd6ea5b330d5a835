package org.godwit.wire.gate;

import com.github.benmanes.caffeine.cache.Ticker;
import java.net.InetAddress;
import java.util.concurrent.atomic.AtomicInteger;
import org.godwit.net.ClientNetwork;

/**
 * Counts connections, those of all protocols, ports and event loops together, and turns away who is too many. What it knows of an
 * address or user takes memory only as long as one of its connections is there. Safe on any thread.
 */
public final class Gate {

  /** Connections that trusted clients get when the server is full for everybody else: the mail transfer agent, the administrator. */
  public static final int RESERVED = 100;

  /** A user on an address. */
  record UserAt(String user, ClientNetwork address) {}

  private final GateLimits limits;
  private final ConnectRate rate;
  private final AtomicInteger all = new AtomicInteger();
  private final AtomicInteger beforeLogin = new AtomicInteger();
  private final Counts<ClientNetwork> perAddress = new Counts<>();
  private final Counts<ClientNetwork> perAddressBeforeLogin = new Counts<>();
  private final Counts<UserAt> perUser = new Counts<>();
  private final TurnedAwayLog log = new TurnedAwayLog(Ticker.systemTicker());

  /** Nobody is in. */
  public Gate(GateLimits limits) {
    this(limits, Ticker.systemTicker());
  }

  Gate(GateLimits limits, Ticker clock) {
    this.limits = limits;
    this.rate = new ConnectRate(limits.connectsPerSecondMax(), limits.connectsBurstMax(), clock);
  }

  /** A gate that lets everybody in. */
  public static Gate open() {
    return new Gate(GateLimits.NONE);
  }

  /** The place of a connection that has just come; it takes none yet. */
  public Place place() {
    return new Place(this);
  }

  /** Connections there are. */
  public int connections() {
    return all.get();
  }

  /** Addresses and users that take memory. */
  int entries() {
    return perAddress.keys() + perAddressBeforeLogin.keys() + perUser.keys();
  }

  GateLimits limits() {
    return limits;
  }

  ConnectRate rate() {
    return rate;
  }

  Counts<ClientNetwork> perAddress() {
    return perAddress;
  }

  Counts<ClientNetwork> perAddressBeforeLogin() {
    return perAddressBeforeLogin;
  }

  Counts<UserAt> perUser() {
    return perUser;
  }

  boolean take(boolean trusted) {
    int max = limits.connectionsMax() == 0 || !trusted ? limits.connectionsMax() : limits.connectionsMax() + RESERVED;
    return take(all, max);
  }

  void give() {
    all.decrementAndGet();
  }

  boolean takeBeforeLogin() {
    return take(beforeLogin, limits.connectionsBeforeLoginMax());
  }

  void giveBeforeLogin() {
    beforeLogin.decrementAndGet();
  }

  void turnedAway(InetAddress address, TurnedAway why) {
    log.add(address, why);
  }

  private static boolean take(AtomicInteger count, int max) {
    if (count.incrementAndGet() <= max || max == 0) {
      return true;
    }
    count.decrementAndGet();
    return false;
  }
}
