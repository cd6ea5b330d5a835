package org.godwit.cluster;

import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.Set;

/**
 * Membership, and a map from accounts to owners that is changed by compare-and-set alone. Safe on any thread; never blocks.
 *
 * <p>The map may be wrong for a while (after a pause, or while the network is cut), so nothing is acknowledged on its word: the owner's epoch on
 * disk decides. An entry whose owner is no member counts as none.
 */
public interface ClusterEngine {

  /** This node. */
  NodeId self();

  /** The nodes in the present view, this one among them. */
  Set<NodeId> members();

  /** Whether this node may take accounts: it sees a majority of the configured nodes, and has for a while. */
  boolean mayClaim();

  /** Who owns the account; from memory. Empty if nobody does, or its owner is no member any more. */
  Optional<Ownership> ownerOf(String account);

  /**
   * Enters this node as the account's owner, with {@link Ownership#OPENING}, if nobody else is entered who is a member. Fails if this node
   * {@linkplain #mayClaim may not claim} or the cluster does not answer in time.
   *
   * @return who is entered now: this node, or whoever was faster
   */
  Uni<Ownership> claim(String account);

  /** States the epoch that this node has begun for an account that it had claimed; false if the entry is no longer its own. */
  Uni<Boolean> began(String account, int epoch);

  /** Takes this node's entry away, if it is there: it has closed the account. */
  Uni<Void> release(String account);

  /** Enters another node in the place of this one, for an account that this node has closed; false if the entry is no longer its own. */
  Uni<Boolean> handOver(String account, NodeId to);

  /**
   * Requests for the account do not find its owner: sees to it that all nodes have the same entry for it in memory, which a pause or a cut may have
   * left different. Does nothing while this node {@linkplain #mayClaim may not claim}. Fails if the cluster does not answer in time.
   */
  Uni<Void> settle(String account);

  /** Calls the listener, on any thread, after each change from now on. */
  void listen(ClusterListener listener);
}
