package org.godwit;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.List;
import java.util.Optional;
import org.godwit.tool.ToolFailure;
import org.godwit.vertx.Unis;
import org.godwit.wire.Acceptor;
import org.godwit.wire.gate.Gate;

/**
 * One protocol's UNIX socket, mode 0660: its owner and its group may connect. A socket that an earlier server left is replaced; one that
 * somebody listens on is not. Its clients share one event loop.
 */
final class UnixPort implements Port {

  /** Longest path that the system takes (sun_path), octets. */
  private static final int PATH_BYTES_MAX = 107;
  private static final int BACKLOG = 1024;
  private static final long GOODBYE_MAX_MS = 10_000;

  private final Vertx vertx;
  private final Protocol protocol;
  private final String key;
  private final Path path;
  private final String group;
  private final Entrance entrance;
  private final Door door = new Door();
  private Optional<String> deployment = Optional.empty();

  /**
   * @param key the setting that names it, such as {@code lmtp.socket}
   * @param group the system group it is given to; empty for that of its directory or of this process, as the system has it
   * @param gate counts connections
   */
  UnixPort(Vertx vertx, Protocol protocol, String key, Path path, String group, Gate gate) {
    this.vertx = vertx;
    this.protocol = protocol;
    this.key = key;
    this.path = path.toAbsolutePath().normalize();
    this.group = group;
    this.entrance = new Entrance(vertx, gate, Proxies.NONE, Optional.empty());
  }

  @Override
  public Protocol protocol() {
    return protocol;
  }

  @Override
  public List<String> urls() {
    return List.of(protocol.name().toLowerCase(java.util.Locale.ROOT) + "+unix://" + path);
  }

  @Override
  public Uni<Void> bind() {
    return Uni.createFrom().item(this::makeWay)
        .chain(() -> Unis.of(() -> vertx.deployVerticle(door)))
        .onFailure(failure -> !(failure instanceof ToolFailure)).transform(failure -> failure(String.valueOf(failure.getMessage())))
        .invoke(id -> deployment = Optional.of(id))
        .invoke(this::open).replaceWithVoid();
  }

  @Override
  public void serve(Acceptor acceptor) {
    entrance.serve(acceptor);
  }

  @Override
  public void leave() {
    door.leave();
  }

  @Override
  public Uni<Void> close() {
    return deployment.map(id -> Unis.of(() -> vertx.undeploy(id)).invoke(this::remove)).orElse(Uni.createFrom().voidItem());
  }

  /** Takes away what an earlier server left. */
  private Path makeWay() {
    if (path.toString().getBytes(StandardCharsets.UTF_8).length > PATH_BYTES_MAX) {
      throw failure("the path is longer than " + PATH_BYTES_MAX + " bytes");
    }
    if (!Files.isDirectory(path.getParent())) {
      throw failure("there is no directory " + path.getParent() + "; make it, for the server's user");
    }
    try {
      if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
        if (!Files.readAttributes(path, java.nio.file.attribute.BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS).isOther() || isListenedOn()) {
          throw failure("is in use by another program");
        }
        Files.delete(path);
      }
    } catch (AccessDeniedException denied) {
      throw failure("permission denied; --set " + key + "=lmtp puts it into the data directory");
    } catch (IOException failed) {
      throw failure(String.valueOf(failed.getMessage()));
    }
    return path;
  }

  private boolean isListenedOn() throws IOException {
    try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      return channel.connect(UnixDomainSocketAddress.of(path));
    } catch (ConnectException nobody) {
      return false;
    }
  }

  /** Bound with what the umask leaves, which is less or nothing for others: nobody slips in before. */
  private void open() {
    try {
      var view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
      if (!group.isEmpty()) {
        view.setGroup(path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByGroupName(group));
      }
      view.setPermissions(PosixFilePermissions.fromString("rw-rw----"));
    } catch (UserPrincipalNotFoundException unknown) {
      throw new ToolFailure(key + "Group: the system has no group " + group);
    } catch (IOException failed) {
      throw failure("cannot be opened to group " + group + ": " + failed.getMessage());
    }
  }

  private void remove() {
    try {
      Files.deleteIfExists(path);
    } catch (IOException ignored) {
      // the next start replaces it
    }
  }

  private ToolFailure failure(String why) {
    return new ToolFailure(key + ": " + path + ": " + why);
  }

  private final class Door extends VerticleBase {

    private volatile Goodbye goodbye;

    @Override
    public Future<?> start() {
      var server = vertx.createNetServer(new NetServerOptions().setAcceptBacklog(BACKLOG))
          .connectHandler(socket -> entrance.connected(socket, context));
      goodbye = new Goodbye(vertx, server);
      return server.listen(SocketAddress.domainSocketAddress(path.toString()));
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
