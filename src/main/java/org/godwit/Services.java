package org.godwit;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import org.godwit.auth.UserName;
import org.godwit.cluster.ClusterNode;
import org.godwit.config.Settings;
import org.godwit.tls.TlsEngines;
import org.godwit.mailbox.remote.Leaving;
import org.godwit.tool.ToolFailure;
import org.godwit.wire.Acceptor;

/** What runs behind the ports of a server: the store and the protocols, wired to each other. */
public interface Services {

  /** Who speaks the protocol with clients that connect. */
  Acceptor acceptor(Protocol protocol);

  /** Appends a message, with CRLF line ends, to an account's INBOX; completes when it is on disk. */
  Uni<Void> deliver(UserName account, byte[] message);

  /** Gives the accounts that are here to other nodes, if there are any; sessions go on. */
  Uni<Void> drain();

  /** How many accounts {@link #drain} has to give away still. */
  int toHandOver();

  /** From now on tools may end the server. */
  void mayEnd(Leaving server);

  /** Whether the data directory is there, as of a moment ago. */
  boolean hasData();

  /** Says BYE to everybody who is connected, to those whose command is running when it is answered. */
  void endSessions();

  /** Says BYE to everybody who is connected, then closes the store; what was acknowledged is on disk already. */
  Uni<Void> close();

  /** How they come into being: after the data directory is claimed, the ports are bound and root is given up. */
  @FunctionalInterface
  interface Opener {
    /**
     * Fails with a {@link org.godwit.tool.ToolFailure} if the data directory cannot be used, or nobody could log in.
     *
     * @param tls for clients that begin TLS on a connection in clear
     */
    Uni<Services> open(Vertx vertx, Settings settings, TlsEngines tls);

    /** As {@link #open(Vertx, Settings, TlsEngines)}, on one of several nodes that share the data directory. */
    default Uni<Services> open(ClusterNode node, Settings settings, TlsEngines tls) {
      return Uni.createFrom().failure(new ToolFailure("cluster.enabled: these services run on one machine only"));
    }
  }
}
