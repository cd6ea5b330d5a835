package org.godwit.cluster;

import java.util.Set;

/** Hears of changes in the cluster; on any thread, must not block. */
public interface ClusterListener {

  /** There is a new view. */
  default void membersChanged(Set<NodeId> members) {}

  /** The account's entry has changed: another owner, another epoch, or none. */
  default void ownerChanged(String account) {}

  /**
   * This node has been without a majority for so long that others may have taken everything it owned: what it holds in memory is to be dropped, and
   * nothing acknowledged.
   */
  default void lost() {}
}
