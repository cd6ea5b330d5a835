package org.godwit.cluster.infinispan;

import io.vertx.core.VertxOptions;
import java.nio.file.Path;
import org.godwit.cluster.ClusterNode;
import org.godwit.cluster.NodePlan;

/** Starts an {@link InfinispanNode}. */
public final class InfinispanStarter implements ClusterNode.Starter {

  @Override
  public ClusterNode start(NodePlan plan, Path data, VertxOptions options) {
    return InfinispanNode.start(plan, data, options);
  }
}
