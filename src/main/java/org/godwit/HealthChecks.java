package org.godwit;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.util.Optional;
import org.godwit.cluster.ClusterNode;
import org.godwit.config.Settings;
import org.godwit.ops.Health;
import org.godwit.ops.HealthPort;
import org.godwit.ops.Phase;
import org.godwit.ops.Pulse;

/** The server's health, and where it may be asked for, if {@code http.port} says so. Blocks. */
final class HealthChecks {

  private static final Duration MAX = Duration.ofSeconds(20);

  private final Health health = new Health();
  private final Optional<HealthPort> port;

  private HealthChecks(Settings settings) {
    this.port = settings.http().port() == 0 ? Optional.empty() : Optional.of(new HealthPort(Server.options(), health));
  }

  /**
   * From now on it may be asked for: the server is starting.
   *
   * @throws org.godwit.tool.ToolFailure if the port cannot be bound
   */
  static HealthChecks open(Settings settings) {
    var checks = new HealthChecks(settings);
    try {
      checks.port.ifPresent(port -> settings.listen().hosts().forEach(host -> await(bind(port, host, settings.http().port()))));
      return checks;
    } catch (RuntimeException failed) {
      checks.close();
      throw failed;
    }
  }

  private static Uni<Void> bind(HealthPort port, String host, int number) {
    return port.bind(host, number).onFailure().transform(failure -> BindFailure.of("http", "listen.hosts", host, number, failure));
  }

  /** Also looks at the event loops from now on and, in a cluster, at what the other nodes say. */
  void follow(Vertx vertx, Optional<ClusterNode> node) {
    if (port.isPresent()) {
      health.watchLoops(await(Pulse.of(vertx, VertxOptions.DEFAULT_EVENT_LOOP_POOL_SIZE))::longestStill);
      node.ifPresent(own -> health.watchMajority(() -> own.lease().term() != 0));
    }
  }

  /** Also looks at whether the services have their data. */
  void follow(Services services) {
    health.watchData(services::hasData);
  }

  /** The server is this far. */
  void enter(Phase phase) {
    health.enter(phase);
  }

  /** Nobody may ask any more. */
  void close() {
    port.ifPresent(open -> await(open.close()));
  }

  private static <T> T await(Uni<T> step) {
    return step.await().atMost(MAX);
  }
}
