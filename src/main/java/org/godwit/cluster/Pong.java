package org.godwit.cluster;

import java.util.concurrent.TimeUnit;

/**
 * What a node answers when another asks whether it is there.
 *
 * @param knowsAsker whether the one who asked has been in its view for at least {@link MajorityLease#STABLE_MS}: while that is so, nobody takes
 *                   anything away from it with this node's consent
 * @param view       fingerprint of its view
 * @param viewAgeMs  for how long it has had exactly this view
 */
public record Pong(boolean knowsAsker, long view, long viewAgeMs) {

  /** The answer of a node with this view. */
  static Pong of(View view, NodeId asker, long nowNanos) {
    Long since = view.since().get(asker);
    boolean knows = since != null && TimeUnit.NANOSECONDS.toMillis(nowNanos - since) >= MajorityLease.STABLE_MS;
    return new Pong(knows, view.fingerprint(), TimeUnit.NANOSECONDS.toMillis(nowNanos - view.beginsNanos()));
  }
}
