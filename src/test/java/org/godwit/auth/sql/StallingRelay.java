package org.godwit.auth.sql;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A way to a server on which, as on one with a broken firewall, connections can fall silent for ever: they stay open and take
 * everything, and nothing comes back. New ones work or do not, as the test wants it.
 */
public final class StallingRelay implements AutoCloseable {
  private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
  private final int target;
  private final List<Connection> connections = new ArrayList<>();
  private boolean silent;

  private static final class Connection {
    private volatile boolean silent;
    private volatile boolean ended;
  }

  /** To this port of this machine. */
  public StallingRelay(int target) throws IOException {
    this.target = target;
    Thread.ofVirtual().start(this::accept);
  }

  /** Where it listens. */
  public int port() {
    return listening.getLocalPort();
  }

  /** From now on nothing answers on connections that there are and, until {@link #heal}, on new ones. */
  public synchronized void stall() {
    silent = true;
    connections.forEach(connection -> connection.silent = true);
  }

  /** New connections work again; those that fell silent stay so. */
  public synchronized void heal() {
    silent = false;
  }

  /** Connections that there were. */
  synchronized int accepted() {
    return connections.size();
  }

  /** Silent connections that the client has not closed. */
  synchronized long hanging() {
    return connections.stream().filter(connection -> connection.silent && !connection.ended).count();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listening.accept();
        sockets.add(client);
        Connection connection = added();
        Thread.ofVirtual().start(() -> relay(connection, client));
      }
    } catch (IOException closed) {
      listening.isClosed();
    }
  }

  private synchronized Connection added() {
    var connection = new Connection();
    connection.silent = silent;
    connections.add(connection);
    return connection;
  }

  private void relay(Connection connection, Socket client) {
    try (client; var server = new Socket(InetAddress.getLoopbackAddress(), target)) {
      sockets.add(server);
      Thread.ofVirtual().start(() -> copy(connection, server, client));
      copy(connection, client, server);
    } catch (IOException refused) {
      copy(connection, client, null);
    }
    connection.ended = true;
  }

  /** Until one side ends; a silent connection swallows what comes. */
  private static void copy(Connection connection, Socket from, Socket to) {
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to == null ? OutputStream.nullOutputStream() : to.getOutputStream();
      byte[] buffer = new byte[8192];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        if (!connection.silent) {
          out.write(buffer, 0, n);
          out.flush();
        }
      }
      if (to != null && !connection.silent) {
        to.close();
      }
    } catch (IOException ended) {
      connection.ended |= from.isClosed();
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
