package org.godwit;

import io.smallrye.mutiny.Uni;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.godwit.tls.TlsEngines;
import org.godwit.vertx.Unis;
import org.godwit.wire.Acceptor;
import org.godwit.wire.gate.Gate;

/**
 * One protocol's TCP port on every address it listens on, served by all event loops.
 */
final class TcpPort implements Port {

  private static final int BACKLOG = 1024;

  /** How long the kernel keeps what a client does not take; then it ends the connection. */
  private static final int UNREAD_MAX_MS = 300_000;

  /** How long connections have to end when the port is closed. */
  private static final long GOODBYE_MAX_MS = 10_000;

  private final Vertx vertx;
  private final Listener listener;
  private final Entrance entrance;
  private final List<String> deployments = new ArrayList<>();
  private final List<Door> doors = new CopyOnWriteArrayList<>();

  /**
   * @param tls for a listener that begins with it
   * @param gate counts connections
   * @param proxies whose connections begin with a PROXY header
   */
  TcpPort(Vertx vertx, Listener listener, TlsEngines tls, Gate gate, Proxies proxies) {
    this.vertx = vertx;
    this.listener = listener;
    this.entrance = new Entrance(vertx, gate, proxies, Optional.of(tls).filter(any -> listener.tlsFirst()));
  }

  @Override
  public Protocol protocol() {
    return listener.protocol();
  }

  @Override
  public List<String> urls() {
    return listener.hosts().stream().map(host -> listener.name() + "://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + listener.port()).toList();
  }

  @Override
  public Uni<Void> bind() {
    return Uni.combine().all().unis(listener.hosts().stream().map(this::bind).toList()).discardItems();
  }

  private Uni<Void> bind(String host) {
    var options = new DeploymentOptions().setInstances(Math.max(1, Runtime.getRuntime().availableProcessors()));
    return Unis.of(() -> vertx.deployVerticle(() -> door(host), options))
        .onFailure().transform(failure -> BindFailure.of(listener.name(), listener.hostsKey(), host, listener.port(), failure))
        .invoke(deployments::add).replaceWithVoid();
  }

  private Door door(String host) {
    var door = new Door(host);
    doors.add(door);
    return door;
  }

  @Override
  public void serve(Acceptor acceptor) {
    entrance.serve(acceptor);
  }

  @Override
  public void leave() {
    doors.forEach(Door::leave);
  }

  @Override
  public Uni<Void> close() {
    return deployments.isEmpty() ? Uni.createFrom().voidItem()
        : Uni.combine().all().unis(deployments.stream().map(id -> Unis.of(() -> vertx.undeploy(id))).toList()).discardItems();
  }

  /** The port on one address and one event loop; Vert.x spreads clients over those of the same address. */
  private final class Door extends VerticleBase {

    private final String host;
    private NetServer server;
    private volatile Goodbye goodbye;

    Door(String host) {
      this.host = host;
    }

    @Override
    public Future<?> start() {
      var options = new NetServerOptions().setHost(host).setPort(listener.port()).setAcceptBacklog(BACKLOG).setTcpNoDelay(true)
          .setTcpKeepAlive(true);
      options.setTcpUserTimeout(UNREAD_MAX_MS);
      server = vertx.createNetServer(options).connectHandler(socket -> entrance.connected(socket, context));
      goodbye = new Goodbye(vertx, server);
      return server.listen();
    }

    void leave() {
      if (goodbye != null) {
        goodbye.begin();
      }
    }

    @Override
    public Future<?> stop() {
      return goodbye.within(GOODBYE_MAX_MS);
    }
  }
}
