package org.godwit.wire.gate;

import java.net.InetAddress;
import java.util.List;
import org.godwit.net.Network;

/**
 * How many connections there may be, all ports and event loops together. 0 is no bound. Address here means {@link
 * org.godwit.net.ClientNetwork}.
 *
 * @param connectionsMax                connections in all
 * @param connectionsBeforeLoginMax     those of them whose client has not logged in yet
 * @param perAddressMax                 connections from one address
 * @param perAddressBeforeLoginMax      those of them whose client has not logged in yet
 * @param perUserAndAddressMax          connections of one user from one address
 * @param connectsPerSecondMax          new connections per second from one address, on average
 * @param connectsBurstMax              how many may come at once after a rest; not 0
 * @param trusted                       whose clients are not counted by address and user, nor before login
 */
public record GateLimits(int connectionsMax, int connectionsBeforeLoginMax, int perAddressMax, int perAddressBeforeLoginMax,
    int perUserAndAddressMax, int connectsPerSecondMax, int connectsBurstMax, List<Network> trusted) {

  /** No bounds at all. */
  public static final GateLimits NONE = new GateLimits(0, 0, 0, 0, 0, 0, 1, List.of());

  public GateLimits {
    trusted = List.copyOf(trusted);
  }

  /** Whether clients from there are counted in all alone. */
  boolean trusts(InetAddress address) {
    return trusted.stream().anyMatch(network -> network.contains(address));
  }
}
