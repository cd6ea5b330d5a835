package org.godwit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Security;
import java.util.Optional;
import org.godwit.cluster.ClusterException;
import org.godwit.cluster.ClusterNode;
import org.godwit.cluster.NodePlan;
import org.godwit.cluster.SharedDirectory;
import org.godwit.config.Settings;
import org.godwit.tool.ToolFailure;

/** What is different at start for a node of a cluster. */
final class Clustered {

  /** For how long Java believes what the DNS has said: nodes that start together come into it one by one, and come back with other addresses. */
  private static final String NAMES_KEPT_SECONDS = "5";
  private static final String NO_NAMES_KEPT_SECONDS = "1";

  private Clustered() {}

  /**
   * Claims the data directory: alone, or together with the other nodes.
   *
   * @throws ToolFailure if it can not, or the settings of the cluster do not fit together
   */
  static DataDirectory claim(Settings settings) {
    if (!settings.cluster().enabled()) {
      requireNoCluster(settings.data());
      return DataDirectory.claim(settings.data());
    }
    plan(settings);
    return DataDirectory.join(settings.data(), settings.home());
  }

  /** Where a file system has no locks between machines, this keeps a single server away from what nodes elsewhere serve. */
  private static void requireNoCluster(Path data) {
    if (Files.exists(data.resolve(SharedDirectory.ID))) {
      throw new ToolFailure("the data directory " + data.toAbsolutePath().normalize() + " is a cluster's: start with --cluster, or remove "
          + SharedDirectory.ID + " from it once no node runs any more");
    }
  }

  /**
   * Joins the cluster, if this is a node of one, and waits until a majority is there. Blocks.
   *
   * @throws ToolFailure if it can not
   */
  static Optional<ClusterNode> join(Settings settings) {
    if (!settings.cluster().enabled()) {
      return Optional.empty();
    }
    try {
      return Optional.of(ClusterLibraries.starter().start(plan(settings), settings.data(), Server.options()));
    } catch (ClusterException refused) {
      throw new ToolFailure(refused.getMessage());
    }
  }

  private static NodePlan plan(Settings settings) {
    if (!settings.cluster().dns().isEmpty()) {
      Security.setProperty("networkaddress.cache.ttl", NAMES_KEPT_SECONDS);
      Security.setProperty("networkaddress.cache.negative.ttl", NO_NAMES_KEPT_SECONDS);
    }
    try {
      return NodePlan.of(settings.cluster());
    } catch (ClusterException wrong) {
      throw new ToolFailure(wrong.getMessage());
    }
  }
}
