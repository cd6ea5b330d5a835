package org.godwit.cluster;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.CRC32C;

/**
 * Who is in the cluster, as one node sees it, and since when. Times are of the node's monotonic clock, nanoseconds.
 *
 * @param since       the members, this node among them, and since when each has been one without a break
 * @param beginsNanos since when it has been exactly these
 */
public record View(Map<NodeId, Long> since, long beginsNanos) {

  private static final int HIGH = 32;

  /** Takes a copy. */
  public View {
    since = Map.copyOf(since);
  }

  /** The first view. */
  public static View of(Set<NodeId> members, long nowNanos) {
    return new View(Map.of(), nowNanos).with(members, nowNanos);
  }

  /** The view after this one; this one if nothing has changed. */
  public View with(Set<NodeId> members, long nowNanos) {
    if (members.equals(since.keySet())) {
      return this;
    }
    var next = new HashMap<NodeId, Long>();
    members.forEach(member -> next.put(member, since.getOrDefault(member, nowNanos)));
    return new View(next, nowNanos);
  }

  /** Who is in it. */
  public Set<NodeId> members() {
    return since.keySet();
  }

  /** The same on every node for the same members; two checksums make it unlikely enough to be the same for others. */
  public long fingerprint() {
    var forward = new CRC32C();
    var backward = new CRC32C();
    var sorted = new TreeSet<String>();
    members().forEach(member -> sorted.add(member.toString()));
    sorted.forEach(member -> forward.update((member + '\n').getBytes(StandardCharsets.UTF_8)));
    sorted.reversed().forEach(member -> backward.update(('\t' + member).getBytes(StandardCharsets.UTF_8)));
    return forward.getValue() << HIGH | backward.getValue();
  }
}
