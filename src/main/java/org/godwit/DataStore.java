package org.godwit;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.time.Duration;
import org.godwit.cluster.ClusterNode;
import org.godwit.config.Settings;
import org.godwit.mailbox.Limits;
import org.godwit.mailbox.MailStore;
import org.godwit.mailbox.StoreLimits;
import org.godwit.mailbox.api.Mailboxes;
import org.godwit.mailbox.routing.ClusterClaims;
import org.godwit.mailbox.routing.Routing;
import org.godwit.mailbox.routing.VertxNodeBus;
import org.godwit.storage.StoreOptions;

/** The store of a data directory, as the settings want it. */
public final class DataStore {

  /** Longest keyword that is kept, octets. */
  private static final int KEYWORD_BYTES_MAX = 255;

  /** After so long without a use from its own node an account goes where it is used. */
  private static final Duration ELSEWHERE = Duration.ofSeconds(30);

  private DataStore() {}

  /** Opens it. This process must hold the data directory. */
  public static Uni<MailStore> open(Vertx vertx, Settings settings) {
    return MailStore.start(vertx, settings.data(), options(settings), limits(settings));
  }

  /** Opens it as one of several nodes. */
  public static Uni<Mailboxes> openShared(ClusterNode node, Settings settings) {
    var vertx = node.vertx();
    var engine = node.engine();
    var claims = new ClusterClaims(engine);
    return MailStore.start(vertx, settings.data(), options(settings), limits(settings), claims, node.lease())
        .map(store -> Routing.start(vertx, engine, node.lease(), claims, new VertxNodeBus(vertx, engine), store, ELSEWHERE));
  }

  private static StoreOptions options(Settings settings) {
    var storage = settings.storage();
    return StoreOptions.DEFAULTS.withSizes(storage.segmentBytes(), storage.checkpointBytes(),
        storage.compactionDeadFraction());
  }

  private static StoreLimits limits(Settings settings) {
    var mail = settings.mail();
    return new StoreLimits(
        new Limits(mail.mailboxesMax(), mail.messageBytesMax(), KEYWORD_BYTES_MAX, mail.keywordsMax()),
        settings.storage().workerThreads(), settings.storage().idleUnloadSeconds() * 1000L,
        settings.storage().roomKeptBytes());
  }
}
