package org.godwit.cluster.infinispan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.godwit.cluster.NodePlan;
import org.godwit.cluster.SharedDirectory;
import org.infinispan.remoting.transport.jgroups.AbstractJGroupsChannelConfigurator;
import org.jgroups.JChannel;
import org.jgroups.conf.ProtocolConfiguration;

/**
 * JGroups' protocols, from the socket upward. Every port is fixed and every socket bound to the one address, so that a firewall can be told: membership
 * on {@code port}, FD_SOCK2, which notices a dead process by its closed connection, on the next. Without an explicit {@code bind_addr} FD_SOCK2
 * would not connect and a killed process would be noticed after seconds; without {@code tcp_nodelay} a claim would take ten times as long. Whoever has
 * something to send sends it on its own thread ({@code no-bundler}): with one thread for all each attempt to reach a node that is cut off
 * holds up, for {@code sock_conn_timeout}, what is for the others, and claims took seconds just when accounts were to be taken over.
 */
final class JGroupsStack extends AbstractJGroupsChannelConfigurator {

  private final List<ProtocolConfiguration> protocols;
  private final SharedDirectory directory;

  private JGroupsStack(List<ProtocolConfiguration> protocols, SharedDirectory directory) {
    this.protocols = protocols;
    this.directory = directory;
  }

  /** The stack of a node. */
  static JGroupsStack of(NodePlan plan, SharedDirectory directory) {
    return new JGroupsStack(protocols(plan), directory);
  }

  private static List<ProtocolConfiguration> protocols(NodePlan plan) {
    String address = plan.host().getHostAddress();
    Map<String, String> resend = Map.of("xmit_interval", "200", "xmit_table_num_rows", "50", "xmit_table_msgs_per_row", "1024",
        "xmit_table_max_compaction_time", "30000");
    var stack = new ArrayList<ProtocolConfiguration>();
    stack.add(protocol("TCP", Map.ofEntries(Map.entry("bind_addr", address), Map.entry("bind_port", "" + plan.port()), Map.entry("port_range", "0"),
        Map.entry("diag.enabled", "false"), Map.entry("thread_naming_pattern", "pl"), Map.entry("send_buf_size", "640k"),
        Map.entry("sock_conn_timeout", "300"), Map.entry("tcp_nodelay", "true"), Map.entry("linger", "-1"),
        Map.entry("bundler_type", "no-bundler"), Map.entry("thread_pool.min_threads", "0"), Map.entry("thread_pool.max_threads", "200"),
        Map.entry("thread_pool.keep_alive_time", "60000"))));
    stack.add(protocol("RED", Map.of()));
    stack.add(discovery(plan));
    stack.add(protocol("MERGE3", Map.of("min_interval", "300", "max_interval", "1000")));
    stack.add(protocol("FD_SOCK2", Map.of("bind_addr", address, "offset", "1", "port_range", "0")));
    stack.add(protocol("FD_ALL3", Map.of("timeout", "3000", "interval", "500")));
    stack.add(protocol("VERIFY_SUSPECT2", Map.of("timeout", "300")));
    stack.add(protocol("pbcast.NAKACK2", with(resend, "use_mcast_xmit", "false", "resend_last_seqno", "true")));
    stack.add(protocol("UNICAST3", with(resend, "conn_close_timeout", "5000")));
    stack.add(protocol("pbcast.STABLE", Map.of("desired_avg_gossip", "5000", "max_bytes", "1M")));
    stack.add(protocol(Admission.class.getName(), Map.of()));
    stack.add(protocol("pbcast.GMS", Map.of("print_local_addr", "false", "join_timeout", "1000")));
    stack.add(protocol("UFC", Map.of("max_credits", "4m", "min_threshold", "0.40")));
    stack.add(protocol("MFC", Map.of("max_credits", "4m", "min_threshold", "0.40")));
    stack.add(protocol("FRAG4", Map.of("frag_size", "60000")));
    return stack;
  }

  private static ProtocolConfiguration discovery(NodePlan plan) {
    if (!plan.dns().isEmpty()) {
      return protocol("dns.DNS_PING", Map.of("dns_query", plan.dns(), "dns_record_type", "A"));
    }
    String hosts = plan.members().isEmpty() ? plan.host().getHostAddress() + "[" + plan.port() + "]"
        : plan.members().stream().map(place -> place.host() + "[" + place.port() + "]").collect(Collectors.joining(","));
    return protocol("TCPPING", Map.of("initial_hosts", hosts, "port_range", "0"));
  }

  private static Map<String, String> with(Map<String, String> some, String... more) {
    var all = new HashMap<>(some);
    for (int i = 0; i < more.length; i += 2) {
      all.put(more[i], more[i + 1]);
    }
    return all;
  }

  private static ProtocolConfiguration protocol(String name, Map<String, String> properties) {
    try {
      return new ProtocolConfiguration(name, new HashMap<>(properties));
    } catch (Exception impossible) {
      throw new IllegalStateException(name, impossible);
    }
  }

  @Override
  public String getName() {
    return "godwit";
  }

  @Override
  public JChannel createChannel(String name) throws Exception {
    var channel = new JChannel(this);
    channel.getProtocolStack().<Admission>findProtocol(Admission.class).with(directory);
    return amendChannel(channel);
  }

  @Override
  public String getProtocolStackString() {
    return protocols.stream().map(protocol -> protocol.getProtocolString(false)).collect(Collectors.joining(":"));
  }

  @Override
  public List<ProtocolConfiguration> getProtocolStack() {
    return protocols;
  }
}
