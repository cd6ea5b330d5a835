package org.godwit;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.godwit.auth.UserFile;
import org.godwit.cluster.ClusterNode;
import org.godwit.config.Settings;
import org.godwit.ops.Phase;
import org.godwit.tls.ServerTls;
import org.godwit.tls.TlsException;
import org.godwit.tool.ToolFailure;
import org.godwit.tool.Version;
import org.godwit.vertx.HalfClosing;
import org.godwit.vertx.Unis;
import org.godwit.wire.gate.Gate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running server. Starting, in this order: claim the data directory, read certificates, open the port of health checks, join the cluster if
 * there is one, bind the ports, give root up, open the services, create the demo account, let clients in. Whatever fails on the way is undone and
 * told in one line.
 */
final class Server {

  private static final Logger LOG = LoggerFactory.getLogger(Server.class);
  private static final Duration START_MAX = Duration.ofMinutes(10);

  private final Settings settings;
  private final PrintWriter out;
  private final DataDirectory directory;
  private final HealthChecks health;
  private final Optional<ClusterNode> node;
  private final Vertx vertx;
  private final Gate gate;
  private final ServerTls tls;
  private final List<Port> ports;
  private final Ending ending;
  private Services services;
  private Optional<DemoAccount> demo = Optional.empty();

  private Server(Settings settings, PrintWriter out, DataDirectory directory, ServerTls tls, HealthChecks health, Optional<ClusterNode> node) {
    this.settings = settings;
    this.out = out;
    this.directory = directory;
    this.health = health;
    this.node = node;
    this.vertx = node.map(ClusterNode::vertx).orElseGet(() -> Vertx.builder().with(options()).withTransport(HalfClosing.best()).build());
    this.gate = new Gate(ConnectionLimits.of(settings.limits()));
    this.tls = tls;
    this.ports = ports(settings);
    this.ending = new Ending(ports, gate, node.map(own -> Duration.ofSeconds(settings.cluster().drainSeconds())).orElse(Duration.ZERO));
  }

  /**
   * Starts a server; blocks until clients are let in.
   *
   * @param out for what the person who starts it should read
   * @throws ToolFailure if it cannot start; then nothing is left running
   */
  static Server start(Settings settings, Services.Opener opener, PrintWriter out) {
    long began = System.nanoTime();
    Logging.configure(settings.log());
    if (Listener.of(settings).stream().noneMatch(listener -> listener.protocol().hasUsers())) {
      throw new ToolFailure("imap.port, imaps.port, pop3.port and pop3s.port are 0: nobody could log in");
    }
    requireRootFor(settings);
    DataDirectory directory = Clustered.claim(settings);
    ServerTls tls = openTls(settings, directory);
    HealthChecks health = openHealth(settings, directory, tls);
    var server = new Server(settings, out, directory, tls, health, join(settings, directory, tls, health));
    try {
      server.start(opener);
    } catch (RuntimeException failed) {
      server.stop();
      throw failed;
    }
    LOG.info("Started in {} ms", Duration.ofNanos(System.nanoTime() - began).toMillis());
    return server;
  }

  private static HealthChecks openHealth(Settings settings, DataDirectory directory, ServerTls tls) {
    try {
      return HealthChecks.open(settings);
    } catch (RuntimeException refused) {
      tls.close();
      directory.close();
      throw refused;
    }
  }

  private static Optional<ClusterNode> join(Settings settings, DataDirectory directory, ServerTls tls, HealthChecks health) {
    try {
      return Clustered.join(settings);
    } catch (RuntimeException refused) {
      health.close();
      tls.close();
      directory.close();
      throw refused;
    }
  }

  private List<Port> ports(Settings settings) {
    var all = new ArrayList<Port>();
    Listener.of(settings).forEach(listener -> all.add(
        new TcpPort(vertx, listener, tls, gate, Proxies.of(settings.proxy(), listener.name()))));
    settings.lmtpSocket().ifPresent(path -> all.add(
        new UnixPort(vertx, Protocol.LMTP, "lmtp.socket", path, settings.lmtp().socketGroup(), gate)));
    return List.copyOf(all);
  }

  private static ServerTls openTls(Settings settings, DataDirectory directory) {
    try {
      return ServerTls.open(settings.tls(), settings.data());
    } catch (TlsException unusable) {
      directory.close();
      throw failure(unusable);
    }
  }

  private static ToolFailure failure(TlsException unusable) {
    return new ToolFailure((unusable.getMessage().startsWith("tls.") ? "" : "tls: ") + unusable.getMessage());
  }

  private void start(Services.Opener opener) {
    health.follow(vertx, node);
    ports.forEach(port -> await(port.bind()));
    giveRootUp();
    watchTls();
    HeapWatch.start(vertx);
    services = await(node.map(own -> opener.open(own, settings, tls)).orElseGet(() -> opener.open(vertx, settings, tls)));
    health.follow(services);
    demo = demo();
    services.mayEnd(ending);
    ports.forEach(port -> port.serve(services.acceptor(port.protocol())));
    health.enter(Phase.SERVING);
  }

  private void watchTls() {
    try {
      tls.watch();
    } catch (TlsException unusable) {
      throw failure(unusable);
    }
  }

  /** Tells the person who started it where it listens, and the password of the demo account if there is a new one. */
  void announce() {
    out.println("Godwit " + Version.text() + ", data in " + directory.path().toAbsolutePath().normalize());
    List<String> urls = ports.stream().flatMap(port -> port.urls().stream()).toList();
    urls.forEach(url -> out.println("Listening on " + url));
    tls.generatedCertificate().ifPresent(file -> out.println("TLS with a generated certificate: " + file.toAbsolutePath().normalize()));
    demo.ifPresent(account -> out.println(account.invitation(urls)));
    out.println("Ctrl-C ends it.");
    out.flush();
  }

  private Optional<DemoAccount> demo() {
    boolean couldLogIn = settings.auth().backends().contains("users");
    if (!settings.demo() || settings.cluster().enabled() || !directory.wasEmpty() || !couldLogIn) {
      return Optional.empty();
    }
    return Optional.of(await(DemoAccount.create(services, new UserFile(settings.usersFile()))));
  }

  private static void requireRootFor(Settings settings) {
    boolean another = !settings.user().isEmpty() && !settings.user().equals(Privileges.currentUser());
    if (another && !Privileges.isRoot()) {
      throw new ToolFailure("user is " + settings.user() + ", but only root can become another user; this is " + Privileges.currentUser());
    }
  }

  private void giveRootUp() {
    if (!Privileges.isRoot()) {
      return;
    }
    if (settings.user().isEmpty()) {
      out.println("Running as root, which Godwit does not need: --user NAME gives it up.");
      LOG.warn("Running as root; the setting user gives it up");
      return;
    }
    var owned = new ArrayList<>(directory.made());
    settings.lmtpSocket().ifPresent(owned::add);
    Privileges.become(settings.user(), settings.group(), owned.toArray(Path[]::new));
    Privileges.requireProgram(settings.user());
    directory.requireAccess(settings.user());
    LOG.info("Gave root up for {}", settings.user());
  }

  /** Waits until a tool asks the server to end. */
  void awaitLeave() throws InterruptedException {
    ending.awaitLeave();
  }

  /**
   * Ends everything in order; see {@link Ending}. Blocks. Called once.
   *
   * @return whether all of it went well
   */
  boolean stop() {
    health.enter(Phase.ENDING);
    boolean clean = ending.run(Optional.ofNullable(services), () -> node.map(ClusterNode::close).orElseGet(() -> Unis.of(vertx::close)));
    tls.close();
    directory.close();
    health.close();
    LOG.info("Ended {}", clean ? "cleanly" : "with errors");
    return clean;
  }

  private static <T> T await(Uni<T> step) {
    return step.await().atMost(START_MAX);
  }

  /** Native transport, and no cache of class path files in the temporary directory. */
  static VertxOptions options() {
    return new VertxOptions().setPreferNativeTransport(true)
        .setFileSystemOptions(new FileSystemOptions().setClassPathResolvingEnabled(false).setFileCachingEnabled(false));
  }
}
