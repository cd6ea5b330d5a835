package org.godwit.cluster;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.godwit.config.ClusterSettings;
import org.godwit.config.Machine;

/**
 * How this node takes part: the settings, checked against each other, with what they leave to the machine filled in.
 *
 * @param self    this life of the node
 * @param cluster the cluster's name
 * @param host    the address to bind and to be reached at
 * @param port    TCP port of membership; the next one is taken, too
 * @param busPort TCP port of the event bus
 * @param members where to look for others; empty if {@code dns} says
 * @param dns     the name to look for them by, or empty
 * @param size    number of nodes when all are there
 * @param join    how long to wait for a majority
 */
public record NodePlan(NodeId self, String cluster, InetAddress host, int port, int busPort, List<Place> members, String dns, int size, Duration join) {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");
  private static final Pattern PLACE = Pattern.compile("(?:\\[([0-9A-Fa-f:.]+)]|([^:\\[\\]\\s]+))(?::([0-9]{1,5}))?|([0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)");
  private static final int PORT_MAX = 65_535;

  /** Where a node may be found; the host is a name or an address. */
  public record Place(String host, int port) {}

  /**
   * The plan of a node that starts.
   *
   * @throws ClusterException naming the setting and what was expected, if they do not fit together
   */
  public static NodePlan of(ClusterSettings settings) {
    String name = settings.nodeName();
    require(NAME.matcher(name).matches(), "cluster.node", name, "a name of up to 63 letters, digits, dots, hyphens and underscores");
    require(NAME.matcher(settings.name()).matches(), "cluster.name", settings.name(), "a name of up to 63 letters, digits, dots, hyphens and underscores");
    List<Place> members = settings.members().stream().map(text -> place(text, settings.port())).toList();
    requireWayToOthers(settings);
    int bus = settings.busPort();
    require(bus != settings.port() && bus != settings.port() + 1, "cluster.busPort", "" + bus, "neither cluster.port nor the one after it");
    return new NodePlan(NodeId.begin(name), settings.name(), host(settings.host()), settings.port(), bus, members, settings.dns(),
        settings.size(), Duration.ofSeconds(settings.joinSeconds()));
  }

  private static void requireWayToOthers(ClusterSettings settings) {
    boolean listed = !settings.members().isEmpty();
    boolean named = !settings.dns().isEmpty();
    if (settings.size() == 1 && (listed || named)) {
      throw new ClusterException("cluster.size is 1, but " + (listed ? "cluster.members" : "cluster.dns")
          + " says that there are others; expected the number of nodes when all are there");
    }
    if (settings.size() > 1 && listed == named) {
      throw new ClusterException("cluster.size is " + settings.size() + ", but " + (listed ? "both cluster.members and cluster.dns say"
          : "neither cluster.members nor cluster.dns says") + " where to look for the other nodes; expected one of them to");
    }
    if (settings.members().size() > settings.size()) {
      throw new ClusterException("cluster.size is " + settings.size() + ", but cluster.members has " + settings.members().size()
          + " nodes; expected the number of nodes when all are there");
    }
  }

  private static Place place(String text, int port) {
    Matcher matcher = PLACE.matcher(text);
    boolean fits = matcher.matches() && (matcher.group(3) == null || Integer.parseInt(matcher.group(3)) <= PORT_MAX);
    require(fits, "cluster.members", text, "host, host:port, or [address]:port");
    var host = new ArrayList<String>();
    for (int group : new int[] {1, 2, 4}) {
      if (matcher.group(group) != null) {
        host.add(matcher.group(group));
      }
    }
    return new Place(host.getFirst(), matcher.group(3) == null ? port : Integer.parseInt(matcher.group(3)));
  }

  private static InetAddress host(String host) {
    if (host.isEmpty()) {
      return machineAddress();
    }
    try {
      InetAddress address = InetAddress.getByName(host);
      require(!address.isAnyLocalAddress(), "cluster.host", host, "the one address at which the other nodes reach this one");
      return address;
    } catch (UnknownHostException unknown) {
      throw new ClusterException("cluster.host is \"" + host + "\", expected an address of this machine: there is no such host");
    }
  }

  private static InetAddress machineAddress() {
    try {
      InetAddress address = InetAddress.getByName(Machine.name());
      return address.isLoopbackAddress() ? InetAddress.ofLiteral("127.0.0.1") : address;
    } catch (UnknownHostException nameless) {
      return InetAddress.ofLiteral("127.0.0.1");
    }
  }

  private static void require(boolean fits, String key, String value, String expected) {
    if (!fits) {
      throw new ClusterException(key + " is \"" + value + "\", expected " + expected);
    }
  }
}
