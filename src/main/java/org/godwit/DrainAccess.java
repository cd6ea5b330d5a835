package org.godwit;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.godwit.config.Settings;
import org.godwit.mailbox.api.MailboxFailure;
import org.godwit.mailbox.remote.ControlClient;
import org.godwit.mailbox.remote.Leaving.Progress;
import org.godwit.tool.ToolFailure;
import org.godwit.vertx.Unis;

/** Ends a server over its control socket, and waits for its process. */
final class DrainAccess {

  private static final Duration ANSWER_MAX = Duration.ofSeconds(30);
  private static final Duration PROCESS_MAX = Duration.ofSeconds(120);
  private static final Duration LOOK = Duration.ofMillis(250);

  private DrainAccess() {}

  /** See {@link org.godwit.tool.ServerEnd#drain}. */
  static void drain(Settings settings, Consumer<String> progress) {
    Vertx vertx = Vertx.builder().with(Server.options()).build();
    try {
      var server = only(settings, answering(vertx, settings));
      follow(server.getValue(), progress);
      awaitEnd(server.getKey());
      progress.accept("The server has ended.");
    } finally {
      Unis.of(vertx::close).await().atMost(ANSWER_MAX);
    }
  }

  private static Map<Path, ControlClient> answering(Vertx vertx, Settings settings) {
    var clients = new LinkedHashMap<Path, ControlClient>();
    for (Path place : ControlPlaces.of(settings)) {
      ControlClient.connect(vertx, place).map(Optional::of).onFailure().recoverWithItem(Optional.empty()).await().atMost(ANSWER_MAX)
          .ifPresent(client -> clients.put(place, client));
    }
    return clients;
  }

  private static Map.Entry<Path, ControlClient> only(Settings settings, Map<Path, ControlClient> servers) {
    Path data = settings.data();
    if (!settings.cluster().node().isEmpty()) {
      Path home = data.resolve("nodes").resolve(settings.cluster().node());
      return servers.entrySet().stream().filter(server -> server.getKey().equals(home)).findFirst()
          .orElseThrow(() -> new ToolFailure("no node " + settings.cluster().node() + " runs on this machine on the data directory " + named(data)));
    }
    if (servers.size() > 1) {
      throw new ToolFailure("several nodes run on this machine: "
          + servers.keySet().stream().map(home -> home.getFileName().toString()).collect(Collectors.joining(", ")) + "; say which with --node");
    }
    return servers.entrySet().stream().findFirst()
        .orElseThrow(() -> new ToolFailure("no server runs on this machine on the data directory " + named(data) + ", or you are not its user"));
  }

  private static Path named(Path data) {
    return data.toAbsolutePath().normalize();
  }

  /** Until the server is gone. */
  private static void follow(ControlClient server, Consumer<String> progress) {
    String said = "";
    for (Optional<Progress> now = ask(server); now.isPresent(); now = ask(server)) {
      String line = line(now.get());
      if (!line.equals(said)) {
        progress.accept(line);
        said = line;
      }
      LockSupport.parkNanos(LOOK.toNanos());
    }
  }

  private static Optional<Progress> ask(ControlClient server) {
    return server.leave().map(Optional::of).onFailure(MailboxFailure.class).recoverWithUni(gone -> Uni.createFrom().item(Optional.empty()))
        .await().atMost(ANSWER_MAX);
  }

  private static String line(Progress progress) {
    return switch (progress.stage()) {
      case HANDING_OVER -> "No new connections; accounts that other nodes are to get: " + progress.accounts();
      case SESSIONS -> "Sessions may go on for " + progress.seconds() + " s; connections: " + progress.connections();
      case GOODBYE -> "Sessions are told that the server ends; connections: " + progress.connections();
    };
  }

  /** The directory is let go of when the process is at its end, whether or not anybody has asked yet how it ended. */
  private static void awaitEnd(Path home) {
    long until = System.nanoTime() + PROCESS_MAX.toNanos();
    while (DataDirectory.isHeld(home)) {
      if (System.nanoTime() - until > 0) {
        throw new ToolFailure("the server's process " + DataDirectory.holderOf(home).orElse("") + " is still there");
      }
      LockSupport.parkNanos(LOOK.toNanos());
    }
  }
}
