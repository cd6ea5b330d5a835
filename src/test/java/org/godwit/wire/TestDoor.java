package org.godwit.wire;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.godwit.vertx.TestVertx;

/** A free port of loopback on one event loop, for a server under test. */
public final class TestDoor extends VerticleBase {

  private static final long SHUT_SECONDS = 20;

  private final Consumer<NetSocket> guests;
  private NetServer server;
  private String deployment;

  private TestDoor(Consumer<NetSocket> guests) {
    this.guests = guests;
  }

  /** Opens one; each connection is given to {@code guests}. */
  public static TestDoor open(Vertx vertx, Consumer<NetSocket> guests) {
    var door = new TestDoor(guests);
    door.deployment = TestVertx.await(vertx.deployVerticle(door));
    return door;
  }

  /** Where it is. */
  public int port() {
    return server.actualPort();
  }

  /** Shuts it as a server does that ends. */
  public void shut() {
    TestVertx.await(vertx.undeploy(deployment));
  }

  @Override
  public Future<?> start() {
    server = vertx.createNetServer().connectHandler(guests::accept);
    return server.listen(0, "127.0.0.1");
  }

  @Override
  public Future<?> stop() {
    return server.shutdown(SHUT_SECONDS, TimeUnit.SECONDS);
  }
}
