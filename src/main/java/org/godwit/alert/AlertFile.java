package org.godwit.alert;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.godwit.vertx.Unis;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file whose lines everybody is told at login, an alert each; empty lines are none. It is looked at for every login and read when
 * it has changed; it need not exist. Reading happens on a worker thread, once for all who log in meanwhile.
 */
public final class AlertFile implements LoginAlerts {

  /** Octets of the file that count. */
  public static final int BYTES_MAX = 16 * 1024;
  /** Alerts at a login. */
  public static final int LINES_MAX = 20;

  private static final Logger LOG = LoggerFactory.getLogger(AlertFile.class);
  private static final Duration READ_MAX = Duration.ofSeconds(1);
  /** A file that changed this shortly before it was read may change again without showing it in its time. */
  private static final long UNSETTLED_MS = 2000;

  private final Vertx vertx;
  private final Path file;
  private final AtomicReference<Uni<List<Alert>>> underWay = new AtomicReference<>();
  private volatile Content content = new Content(Optional.empty(), List.of(), false);

  private record Stamp(Object key, long size, Object modified) {}

  /** @param settled whether the stamp tells the next change for sure */
  private record Content(Optional<Stamp> stamp, List<Alert> alerts, boolean settled) {}

  /** Reads nothing yet. */
  public AlertFile(Vertx vertx, Path file) {
    this.vertx = vertx;
    this.file = file;
  }

  @Override
  public Uni<List<Alert>> now() {
    return Uni.createFrom().deferred(this::look)
        .ifNoItem().after(READ_MAX).recoverWithItem(() -> content.alerts())
        .onFailure().recoverWithItem(() -> content.alerts());
  }

  private Uni<List<Alert>> look() {
    var running = underWay.get();
    if (running != null) {
      return running;
    }
    var started = Unis.of(() -> vertx.executeBlocking(this::read, false)).onTermination().invoke(() -> underWay.set(null)).memoize().indefinitely();
    return underWay.compareAndSet(null, started) ? started : Uni.createFrom().deferred(this::look);
  }

  private List<Alert> read() {
    try {
      var attributes = Files.readAttributes(file, BasicFileAttributes.class);
      var stamp = new Stamp(attributes.fileKey(), attributes.size(), attributes.lastModifiedTime());
      if (!content.settled() || !content.stamp().equals(Optional.of(stamp))) {
        boolean settled = System.currentTimeMillis() - attributes.lastModifiedTime().toMillis() > UNSETTLED_MS;
        content = new Content(Optional.of(stamp), alerts(!content.stamp().equals(Optional.of(stamp))), settled);
      }
    } catch (NoSuchFileException none) {
      content = new Content(Optional.empty(), List.of(), true);
    } catch (IOException unreadable) {
      LOG.warn("imap.alertFile: {} cannot be read: {}", file, unreadable.toString());
      content = new Content(Optional.empty(), List.of(), false);
    }
    return content.alerts();
  }

  private List<Alert> alerts(boolean changed) throws IOException {
    byte[] octets;
    try (var in = Files.newInputStream(file)) {
      octets = in.readNBytes(BYTES_MAX + 1);
    }
    String text = new String(octets, 0, Math.min(octets.length, BYTES_MAX), StandardCharsets.UTF_8);
    List<Alert> all = text.lines().map(Alert::of).flatMap(Optional::stream).toList();
    if (changed && (octets.length > BYTES_MAX || all.size() > LINES_MAX)) {
      LOG.warn("imap.alertFile: of {} only the first {} lines and {} octets are shown", file, LINES_MAX, BYTES_MAX);
    }
    return all.stream().limit(LINES_MAX).toList();
  }
}
