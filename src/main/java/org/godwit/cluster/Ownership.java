package org.godwit.cluster;

/**
 * Who owns an account, as the cluster believes.
 *
 * @param epoch the account's epoch on disk, or {@link #OPENING}
 */
public record Ownership(NodeId owner, int epoch) {

  /** The owner has claimed the account and has not begun its epoch yet. */
  public static final int OPENING = 0;
}
