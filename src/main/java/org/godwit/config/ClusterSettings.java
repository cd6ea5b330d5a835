package org.godwit.config;

import java.util.List;

/**
 * Several nodes that serve one data directory.
 *
 * @param enabled     whether this is one of them
 * @param node        what this node is called, unlike every other; empty: as this machine
 * @param name        what the cluster is called: nodes of another name are strangers
 * @param host        address that the node binds for the others, and where they reach it; empty: this machine's, else 127.0.0.1
 * @param port        TCP port of membership; failures are found on the next one
 * @param busPort     TCP port of requests between nodes
 * @param members     where nodes may be found, {@code host} or {@code host:port}
 * @param dns         a name whose addresses are the nodes
 * @param size        how many nodes there are when all are there
 * @param joinSeconds how long a node waits at start for a majority to be there
 * @param drainSeconds how long sessions may go on when the node ends
 */
public record ClusterSettings(
    @Setting(value = "false", help = "be one of several nodes that serve the same data directory, which is on a shared file system; --cluster says so too") boolean enabled,
    @Setting(value = "", help = "this node's name, unlike every other node's and the same after a restart; empty: the name of this machine") String node,
    @Setting(value = "godwit", help = "the cluster's name, the same on all of its nodes") String name,
    @Setting(value = "", help = "address of this node for the other nodes, on a network that nobody else reaches; empty: that of this machine's name, else 127.0.0.1") String host,
    @Setting(value = "7800", min = 1, max = 65534, help = "TCP port for membership; the next one (7801) serves to notice that a node has died") int port,
    @Setting(value = "7900", min = 1, max = 65535, help = "TCP port for requests between nodes") int busPort,
    @Setting(value = "", help = "where to look for other nodes: host or host:port, separated by commas") List<String> members,
    @Setting(value = "", help = "where to look for other nodes: a name in the DNS whose addresses are theirs, such as a headless service; instead of members") String dns,
    @Setting(value = "1", min = 1, max = 64, help = "number of nodes when all are there; more than half of them must be, for mail to be served") int size,
    @Setting(value = "300", min = 1, max = 86_400, help = "how long a node that starts waits for more than half of the nodes, in seconds") int joinSeconds,
    @Setting(value = "10", min = 0, max = 86_400, help = "how long sessions may go on when this node is asked to end; others have its accounts then, in seconds") int drainSeconds) {

  /** The node's name: {@code node}, else this machine's. */
  public String nodeName() {
    return node.isEmpty() ? Machine.name() : node;
  }
}
