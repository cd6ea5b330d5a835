package org.godwit;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.godwit.config.Settings;
import org.godwit.mailbox.remote.ControlClient;
import org.godwit.mailbox.remote.ControlServer;

/** Where the control sockets of a data directory's servers are: that of a single server, or those of a cluster's nodes, in {@code nodes}. */
final class ControlPlaces {

  private ControlPlaces() {}

  /** Directories with a control socket, the likeliest first; nodes on other machines have left theirs there, too. */
  static List<Path> of(Settings settings) {
    var places = new ArrayList<>(List.of(settings.home(), settings.data(), settings.data().resolve("nodes").resolve(settings.cluster().nodeName())));
    try (Stream<Path> nodes = Files.list(settings.data().resolve("nodes"))) {
      nodes.sorted().forEach(places::add);
    } catch (IOException none) {
      // no node has ever been here
    }
    return places.stream().distinct().filter(place -> Files.exists(place.resolve(ControlServer.SOCKET))).toList();
  }

  /** The first server that answers on this machine; fails if none does. */
  static Uni<ControlClient> connect(Vertx vertx, Settings settings) {
    Uni<ControlClient> first = ControlClient.connect(vertx, settings.data());
    for (Path place : of(settings)) {
      first = first.onFailure().recoverWithUni(() -> ControlClient.connect(vertx, place));
    }
    return first;
  }
}
