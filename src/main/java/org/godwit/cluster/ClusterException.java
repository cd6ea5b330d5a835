package org.godwit.cluster;

/** This node can not be part of the cluster, or the cluster did not do what was asked in time. The message is for the administrator, one line. */
public final class ClusterException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** With one line that says why. */
  public ClusterException(String message) {
    super(message);
  }

  /** As above, and what lay behind it. */
  public ClusterException(String message, Throwable cause) {
    super(message, cause);
  }
}
