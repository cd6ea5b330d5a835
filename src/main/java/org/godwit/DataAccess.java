package org.godwit;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.godwit.config.Settings;
import org.godwit.mailbox.MailStore;
import org.godwit.mailbox.api.MailFiles;
import org.godwit.mailbox.api.MailboxRequests;
import org.godwit.mailbox.remote.ControlClient;
import org.godwit.tool.StoreAccess;
import org.godwit.tool.ToolFailure;
import org.godwit.vertx.Unis;

/** The accounts of a data directory: through the server that holds it, else this process holds it and runs the store itself. */
final class DataAccess implements StoreAccess {

  private static final Duration WAIT_MAX = Duration.ofMinutes(10);
  private static final Duration CONNECT_MAX = Duration.ofSeconds(10);
  private static final int WORKERS = 4;

  private final Vertx vertx = Vertx.builder().with(Server.options()).build();
  private final ExecutorService workers = Executors.newFixedThreadPool(WORKERS, Thread.ofPlatform().daemon().name("files-", 0).factory());
  private final MailFiles files;
  private final Optional<DataDirectory> directory;
  private MailStore store;
  private ControlClient control;

  private DataAccess(Path data, Optional<DataDirectory> directory) {
    this.directory = directory;
    this.files = MailStore.files(vertx, data, workers);
  }

  /** See {@link StoreAccess.Opener}. */
  static StoreAccess open(Settings settings) {
    Logging.configure(settings.log());
    requireOwner(settings.data());
    var access = new DataAccess(settings.data(), DataDirectory.claimIfFree(settings.data()));
    try {
      access.start(settings);
      return access;
    } catch (RuntimeException failed) {
      access.close();
      throw failed;
    }
  }

  /** Files that root leaves in a server's directory the server could not use. */
  private static void requireOwner(Path data) {
    try {
      String owner = Files.getOwner(data).getName();
      if (Privileges.isRoot() && !owner.equals(Privileges.currentUser())) {
        throw new ToolFailure("the data directory " + data.toAbsolutePath().normalize() + " belongs to " + owner + ": run this as " + owner);
      }
    } catch (IOException failed) {
      throw new ToolFailure("the data directory " + data.toAbsolutePath().normalize() + " cannot be used: " + failed.getMessage());
    }
  }

  private void start(Settings settings) {
    if (directory.isPresent()) {
      store = DataStore.open(vertx, settings).await().atMost(WAIT_MAX);
      return;
    }
    try {
      control = ControlPlaces.connect(vertx, settings).await().atMost(CONNECT_MAX);
    } catch (RuntimeException failed) {
      throw new ToolFailure("the data directory " + settings.data().toAbsolutePath().normalize() + " is in use"
          + DataDirectory.holderOf(settings.data()).map(pid -> " by process " + pid).orElse("")
          + ", which does not answer on its control socket; try again, or end it");
    }
  }

  @Override
  public MailboxRequests requests() {
    return control == null ? store.client() : control;
  }

  @Override
  public MailFiles files() {
    return files;
  }

  @Override
  public void close() {
    if (store != null) {
      store.stop().await().atMost(WAIT_MAX);
    }
    Uni<Void> disconnected = control == null ? Uni.createFrom().voidItem() : control.close();
    disconnected.chain(() -> Unis.of(vertx::close)).await().atMost(WAIT_MAX);
    workers.shutdown();
    directory.ifPresent(DataDirectory::close);
  }
}
