package org.godwit.config;

import java.util.List;
import org.godwit.net.Network;

/**
 * How many connections there may be, all ports together, and what a client may do before it has logged in. An IPv6 address counts with its
 * whole /64.
 *
 * @param connectionsMax           connections in all; 0: as many as the system's limit on open files has room for
 * @param beforeLoginMax           those that have not logged in yet; 0 for no bound
 * @param perAddressMax            connections from one address; 0 for no bound
 * @param perAddressBeforeLoginMax those that have not logged in yet; 0 for no bound
 * @param perUserAndAddressMax     connections of one user from one address; 0 for no bound
 * @param connectsPerSecondMax     new connections from one address in a second, on average; 0 for no bound
 * @param connectsBurstMax         how many of those may come at once
 * @param trusted                  networks that only connectionsMax holds for
 * @param loginBytesMax            bytes that a client may send before it has logged in
 * @param loginCommandsMax         commands that it may give before it has logged in
 */
public record LimitSettings(
    @Setting(value = "0", max = 10_000_000, help = "connections in all; 0: as many as the system's limit on open files has room for") int connectionsMax,
    @Setting(value = "5000", max = 10_000_000, help = "connections that have not logged in yet; 0 for no bound") int beforeLoginMax,
    @Setting(value = "1000", max = 10_000_000, help = "connections from one address (of IPv6: from one /64); 0 for no bound") int perAddressMax,
    @Setting(value = "100", max = 10_000_000, help = "connections from one address that have not logged in yet; 0 for no bound") int perAddressBeforeLoginMax,
    @Setting(value = "30", max = 10_000_000, help = "connections of one user from one address; 0 for no bound") int perUserAndAddressMax,
    @Setting(value = "20", max = 1_000_000, help = "new connections from one address in a second, on average; more are turned away; 0 for no bound") int connectsPerSecondMax,
    @Setting(value = "200", min = 1, max = 1_000_000, help = "new connections from one address that may come at once after a rest") int connectsBurstMax,
    @Setting(value = "127.0.0.0/8,::1", help = "addresses or networks that only connectionsMax holds for: this machine, an MTA, webmail") List<Network> trusted,
    @Setting(value = "128K", min = 16384, max = 64L << 20, help = "what a client may send before it has logged in, in bytes") long loginBytesMax,
    @Setting(value = "100", min = 10, max = 1_000_000, help = "commands a client may give before it has logged in") int loginCommandsMax) {}
