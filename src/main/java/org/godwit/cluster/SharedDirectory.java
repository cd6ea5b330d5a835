package org.godwit.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.godwit.files.FirstFile;

/**
 * The proof that nodes work on the same data directory, and do so now. {@code cluster.id} says which it is; who is first makes it. Each node writes a
 * random token to {@code nodes/NAME/INCARNATION.here} and tells it to the others, who read it there. The file's name has not been looked for before,
 * so that no network file system answers from a cache. Methods block, for {@link #READ_MAX_MS} at most once it is open.
 */
public final class SharedDirectory implements AutoCloseable {

  /** The version of what nodes tell each other, on the bus and in files. Nodes of another one are not let in. */
  public static final int VERSION = 1;

  /** The file that makes a data directory a cluster's. */
  public static final String ID = "cluster.id";

  /** How a refusal begins whose cause may go away by itself: a node that has died is a member until that is noticed. */
  public static final String NOT_YET = "not yet: ";

  private static final String HERE = ".here";
  private static final long READ_MAX_MS = 2_000;
  private static final int TOKEN_BYTES = 16;
  private static final int FILE_BYTES_MAX = 100;

  private final Path nodes;
  private final Pass own;

  /**
   * What a node shows who wants to be in one cluster with others.
   *
   * @param version   {@link #VERSION}
   * @param directory content of {@link #ID}
   * @param node      who it is
   * @param token     content of its file
   * @param size      of how many nodes it takes more than half for a majority: two of different opinion would have two majorities without a common node
   */
  public record Pass(int version, String directory, NodeId node, String token, int size) {}

  private SharedDirectory(Path nodes, Pass own) {
    this.nodes = nodes;
    this.own = own;
  }

  /**
   * Writes this node's token, and the directory's id if it has none. The node's part of the directory must be there and held by it.
   *
   * @param size number of nodes when all are there
   * @throws ClusterException if that can not be done
   */
  public static SharedDirectory open(Path data, NodeId self, int size) {
    return open(data, self, size, VERSION);
  }

  /** As a node would that speaks this version. */
  static SharedDirectory open(Path data, NodeId self, int size, int version) {
    Path nodes = data.resolve("nodes");
    Path home = nodes.resolve(self.name());
    String token = random();
    try {
      Files.createDirectories(home);
      removeTokens(home);
      Files.writeString(home.resolve(self.incarnation() + HERE), token, StandardOpenOption.CREATE_NEW, StandardOpenOption.SYNC);
      return new SharedDirectory(nodes, new Pass(version, id(data.resolve(ID)), self, token, size));
    } catch (IOException failed) {
      throw new ClusterException("the data directory " + data.toAbsolutePath().normalize() + " cannot be used: " + failed, failed);
    }
  }

  private static String id(Path file) throws IOException {
    FirstFile.make(file, (random() + "\n").getBytes(StandardCharsets.US_ASCII));
    String text = Files.size(file) > FILE_BYTES_MAX ? "" : Files.readString(file);
    if (!text.endsWith("\n")) {
      throw new IOException(file + " has no id in it; remove it if no node runs");
    }
    return text.strip();
  }

  /** What this node shows others. */
  public Pass pass() {
    return own;
  }

  /**
   * Why a node may not be in one cluster with this one; empty if it may.
   *
   * @param members who is there already
   */
  public Optional<String> refusal(Pass other, List<NodeId> members) {
    if (other.version() != own.version()) {
      return Optional.of(own.node() + " speaks version " + own.version() + " of the cluster's protocol and this node version " + other.version()
          + "; run the same version of Godwit on all nodes");
    }
    if (!other.directory().equals(own.directory())) {
      return Optional.of(own.node() + " has another data directory than this node (cluster.id differs)");
    }
    if (other.size() != own.size()) {
      return Optional.of("cluster.size is " + own.size() + " on " + own.node() + " and " + other.size() + " here; expected the same on all nodes");
    }
    boolean twice = members.stream().anyMatch(member -> member.name().equals(other.node().name()) && !member.equals(other.node()));
    if (twice) {
      return Optional.of(NOT_YET + own.node() + " has a member named " + other.node().name() + " already (cluster.node)");
    }
    Path file = nodes.resolve(other.node().name()).resolve(other.node().incarnation() + HERE);
    return Optional.of(read(file)).filter(found -> !found.equals(other.token()))
        .map(found -> own.node() + " does not see in its data directory what this node has just written to its own (" + found + ")");
  }

  private static String read(Path file) {
    var reading = new CompletableFuture<String>();
    Thread.ofPlatform().daemon().name("cluster-directory").start(() -> {
      try {
        reading.complete(Files.size(file) > FILE_BYTES_MAX ? "too long" : Files.readString(file));
      } catch (IOException | RuntimeException failed) {
        reading.complete(failed.toString());
      }
    });
    try {
      return reading.get(READ_MAX_MS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException slow) {
      return "no answer within " + READ_MAX_MS + " ms";
    } catch (ExecutionException impossible) {
      return impossible.toString();
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
  }

  private static String random() {
    var bytes = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private static void removeTokens(Path home) throws IOException {
    try (Stream<Path> files = Files.list(home)) {
      for (Path file : files.filter(file -> file.getFileName().toString().endsWith(HERE)).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  /** Takes the token away. */
  @Override
  public void close() {
    try {
      Files.deleteIfExists(nodes.resolve(own.node().name()).resolve(own.node().incarnation() + HERE));
    } catch (IOException left) {
      // the node's next start removes it
    }
  }
}
