package org.godwit.mailbox.routing;

import org.godwit.cluster.NodeId;

/** A node left the cluster before it answered: it may have done what it was asked, or not. No stack trace: an event and no fault. */
public final class NodeGone extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public NodeGone(NodeId node) {
    super(node + " has left the cluster", null, false, false);
  }
}
