package org.godwit.imap.session;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accepts IMAP connections on one event loop; deployed once for each, on the same address. Undeploying says BYE to the
 * clients and lets running commands end, for a time.
 */
public final class ImapListener extends VerticleBase {

  private static final Logger LOG = LoggerFactory.getLogger(ImapListener.class);
  private static final long GRACE_MS = 5_000;

  private final String host;
  private final int port;
  private final Supplier<ImapServices> services;
  private final Set<CommandLoop> loops = new HashSet<>();
  private ImapServices shared;
  private NetServer server;
  private Promise<Void> allGone;

  /**
   * @param host address to listen on
   * @param port TCP port; 0 for any free one
   * @param services made once on the event loop of this instance
   */
  public ImapListener(String host, int port, Supplier<ImapServices> services) {
    this.host = host;
    this.port = port;
    this.services = services;
  }

  /** Begins to accept. Fails if the address is in use. */
  @Override
  public Future<?> start() {
    shared = services.get();
    var options = new NetServerOptions().setHost(host).setPort(port).setTcpNoDelay(true).setAcceptBacklog(1024);
    server = vertx.createNetServer(options).connectHandler(this::accepted)
        .exceptionHandler(failure -> LOG.debug("A connection could not be accepted: {}", failure.toString()));
    return server.listen();
  }

  /** The port that is listened on; once started. */
  public int port() {
    return server.actualPort();
  }

  /** Says BYE to everybody, then stops to accept. */
  @Override
  public Future<?> stop() {
    allGone = Promise.promise();
    Set.copyOf(loops).forEach(CommandLoop::stop);
    completeIfGone();
    long timer = vertx.setTimer(GRACE_MS, late -> allGone.tryComplete());
    return allGone.future().eventually(() -> {
      vertx.cancelTimer(timer);
      return server.close();
    });
  }

  private void accepted(NetSocket socket) {
    var ended = new Runnable() {
      private CommandLoop loop;

      @Override
      public void run() {
        loops.remove(loop);
        completeIfGone();
      }
    };
    ended.loop = new CommandLoop(vertx, socket, shared, ended);
    loops.add(ended.loop);
    ended.loop.start();
  }

  private void completeIfGone() {
    if (allGone != null && loops.isEmpty()) {
      allGone.tryComplete();
    }
  }
}
