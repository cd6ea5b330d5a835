package org.godwit.cluster;

import io.smallrye.mutiny.Uni;

/** The other nodes, as far as a heartbeat needs them. */
interface Peers {

  /** Who is there, this node among them; from memory. */
  View view();

  /** Asks a member whether it is there. Fails if it does not answer soon. */
  Uni<Pong> ask(NodeId member);
}
