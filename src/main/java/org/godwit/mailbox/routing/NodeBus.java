package org.godwit.mailbox.routing;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.util.function.BiFunction;
import org.godwit.cluster.NodeId;

/** Carries octets from node to node. Safe on any event loop. */
public interface NodeBus {

  /**
   * Asks a node and hands out its answer on the context that asked.
   *
   * <p>Fails with {@link NodeGone} when the node does not answer and is no member any more: whether it has done what was asked is not known.
   */
  Uni<Buffer> ask(NodeId node, Buffer question);

  /** Tells a node something; nobody hears whether it came. */
  void tell(NodeId node, Buffer news);

  /** From now on calls the handler with what other nodes ask and tell, on an event loop; an answer to what was told is dropped. */
  void serve(BiFunction<NodeId, Buffer, Uni<Buffer>> handler);

  /** Takes no more. */
  Uni<Void> close();
}
