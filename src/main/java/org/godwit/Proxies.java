package org.godwit;

import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.godwit.config.ProxySettings;
import org.godwit.net.Network;

/**
 * Whose connections to a port begin with a PROXY header. What anybody else says in that manner is not believed.
 *
 * @param networks where they are
 * @param timeoutMs how long a header may take
 */
record Proxies(List<Network> networks, long timeoutMs) {

  /** There are none. */
  static final Proxies NONE = new Proxies(List.of(), 1);

  /** Those of a listener, by its section of the settings. */
  static Proxies of(ProxySettings settings, String listener) {
    return settings.listeners().contains(listener)
        ? new Proxies(settings.networks(), TimeUnit.SECONDS.toMillis(settings.headerTimeoutSeconds())) : NONE;
  }

  boolean includes(InetAddress peer) {
    return networks.stream().anyMatch(network -> network.contains(peer));
  }
}
