package org.godwit.wire.gate;

import java.net.InetAddress;
import java.util.Optional;
import org.godwit.net.ClientNetwork;

/**
 * What one connection takes of the {@link Gate}'s counts, step by step: in all, of its address, of its user. {@link #release} gives
 * everything back, whatever was taken. Event loop of the connection only.
 */
public final class Place {

  private final Gate gate;
  private InetAddress remote;
  private boolean trusted;
  private boolean inside;
  private boolean isBeforeLogin;
  private boolean released;
  private ClientNetwork counted;
  private Gate.UserAt user;

  Place(Gate gate) {
    this.gate = gate;
  }

  /**
   * A connection has come.
   *
   * @param peer who is at the other end of the socket, perhaps a proxy
   * @return why it can not stay, or empty
   */
  public Optional<TurnedAway> enter(InetAddress peer) {
    remote = peer;
    trusted = gate.limits().trusts(peer);
    return enter();
  }

  /** A client of the same machine that has no address: trusted. */
  public Optional<TurnedAway> enterLocally() {
    trusted = true;
    remote = InetAddress.getLoopbackAddress();
    return enter();
  }

  private Optional<TurnedAway> enter() {
    inside = !released && gate.take(trusted);
    return inside ? Optional.empty() : turnedAway(TurnedAway.FULL);
  }

  /**
   * It is known where the client is.
   *
   * @param client its address
   * @param logsIn whether clients of this protocol log in
   * @return why it can not stay, or empty
   */
  public Optional<TurnedAway> from(InetAddress client, boolean logsIn) {
    remote = client;
    trusted = gate.limits().trusts(client);
    return trusted || released ? Optional.empty() : count(ClientNetwork.of(client), logsIn);
  }

  private Optional<TurnedAway> count(ClientNetwork network, boolean logsIn) {
    if (!gate.rate().take(network)) {
      return turnedAway(TurnedAway.RATE);
    }
    if (!gate.perAddress().take(network, gate.limits().perAddressMax())) {
      return turnedAway(TurnedAway.ADDRESS);
    }
    counted = network;
    return logsIn ? beforeLogin() : Optional.empty();
  }

  private Optional<TurnedAway> beforeLogin() {
    if (!gate.perAddressBeforeLogin().take(counted, gate.limits().perAddressBeforeLoginMax())) {
      return turnedAway(TurnedAway.ADDRESS);
    }
    if (!gate.takeBeforeLogin()) {
      gate.perAddressBeforeLogin().give(counted);
      return turnedAway(TurnedAway.FULL);
    }
    isBeforeLogin = true;
    return Optional.empty();
  }

  /**
   * The client has logged in.
   *
   * @return why it must not, or empty
   */
  public Optional<TurnedAway> login(String name) {
    if (counted == null || released) {
      return Optional.empty();
    }
    var wanted = new Gate.UserAt(name, counted);
    if (!gate.perUser().take(wanted, gate.limits().perUserAndAddressMax())) {
      return turnedAway(TurnedAway.USER);
    }
    logout();
    user = wanted;
    endBeforeLogin();
    return Optional.empty();
  }

  /** The user has left and the connection stays; it does not count as one before login again. */
  public void logout() {
    if (user != null) {
      gate.perUser().give(user);
      user = null;
    }
  }

  /** The connection is gone. Idempotent; whatever is called later takes nothing. */
  public void release() {
    released = true;
    logout();
    endBeforeLogin();
    if (counted != null) {
      gate.perAddress().give(counted);
      counted = null;
    }
    if (inside) {
      gate.give();
      inside = false;
    }
  }

  private void endBeforeLogin() {
    if (isBeforeLogin) {
      isBeforeLogin = false;
      gate.perAddressBeforeLogin().give(counted);
      gate.giveBeforeLogin();
    }
  }

  private Optional<TurnedAway> turnedAway(TurnedAway why) {
    gate.turnedAway(remote, why);
    return Optional.of(why);
  }
}
