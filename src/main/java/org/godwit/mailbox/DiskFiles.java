package org.godwit.mailbox;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import org.godwit.mailbox.api.IncomingBody;
import org.godwit.mailbox.api.MailFiles;
import org.godwit.mailbox.api.MailReader;
import org.godwit.mailbox.api.NewMessage;
import org.godwit.storage.AccountFiles;
import org.godwit.storage.DiskRoom;
import org.godwit.storage.body.BodyFileWriter;
import org.godwit.storage.body.BodyReader;
import org.godwit.storage.body.BodySharing;
import org.godwit.storage.body.OpenFiles;
import org.godwit.storage.body.Summarizer;
import org.godwit.storage.body.VerifiedBodies;
import org.godwit.storage.io.Disk;

/** Accounts' files on a disk that this node sees. Safe on any event loop: whatever may block runs on the workers. */
final class DiskFiles implements MailFiles {

  /** Accounts whose places are remembered. */
  private static final int READERS_MAX = 10_000;

  private final Vertx vertx;
  private final AccountDirectories directories;
  private final Disk disk;
  private final DataPlace place;
  private final DiskRoom room;
  private final Troubles troubles = new Troubles("large messages cannot be received", "large messages are received again", Clock.systemUTC());
  private final OpenFiles open;
  private final VerifiedBodies verified = VerifiedBodies.ofAll();
  private final Summarizer summarizer = new MimeSummarizer();
  private final Executor workers;
  private final Map<String, DiskMailReader> readers = new LinkedHashMap<>(16, 0.75f, true) {
    @Override
    protected boolean removeEldestEntry(Map.Entry<String, DiskMailReader> eldest) {
      return size() > READERS_MAX;
    }
  };

  DiskFiles(Vertx vertx, AccountDirectories directories, Disk disk, DataPlace place, DiskRoom room, OpenFiles open, Executor workers) {
    this.vertx = vertx;
    this.directories = directories;
    this.disk = disk;
    this.place = place;
    this.room = room;
    this.open = open;
    this.workers = workers;
  }

  @Override
  public MailReader reader(String account) {
    synchronized (readers) {
      return readers.computeIfAbsent(account,
          name -> new DiskMailReader(new BodyReader(filesOf(name), open, verified, summarizer), this));
    }
  }

  private AccountFiles filesOf(String account) {
    return new AccountFiles(disk, directories.of(account));
  }

  @Override
  public Uni<IncomingBody> receive(String account) {
    return writing(() -> {
      place.require();
      room.takenByMail(0);
      return new DiskIncomingBody(BodyFileWriter.create(filesOf(account)), this);
    });
  }

  @Override
  public Uni<NewMessage.Received> share(String from, NewMessage.Received body, String to) {
    return writing(() -> new NewMessage.Received(BodySharing.share(filesOf(from), body.name(), filesOf(to)), body.fileOctets(), body.head()));
  }

  /** As {@link #blocking}, for what writes large bodies: why it fails is logged, and told as clients are told. */
  <T> Uni<T> writing(Callable<T> work) {
    return blocking(work).onFailure().invoke(troubles::failed).onFailure().transform(StorageFailures::ofWrite);
  }

  /** A large body was received whole. */
  void received() {
    troubles.succeeded();
  }

  /** Whether large bodies may still take room. */
  DiskRoom room() {
    return room;
  }

  /** Runs blocking work on a worker; the outcome comes back on the context that asked. */
  <T> Uni<T> blocking(Callable<T> work) {
    return Uni.createFrom().emitter(emitter -> {
      var context = vertx.getOrCreateContext();
      workers.execute(() -> {
        try {
          T result = work.call();
          context.runOnContext(none -> emitter.complete(result));
        } catch (Exception e) {
          context.runOnContext(none -> emitter.fail(e));
        }
      });
    });
  }

  /** As {@link #blocking}, for work without outcome. */
  Uni<Void> blockingRun(BlockingRun work) {
    return blocking(() -> {
      work.run();
      return null;
    });
  }

  /** Blocking work without outcome. */
  interface BlockingRun {
    void run() throws IOException;
  }
}
