package org.godwit.mailbox;

import io.smallrye.mutiny.Uni;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import org.godwit.mailbox.api.MailboxClient;

/** A node's store: its verticles, one for each event loop, and the client that reaches them. */
public final class MailStore {

  /** How long a client waits for a reply: long enough for the slowest disk, so that it tells a bug and not a delay. */
  private static final long REPLY_TIMEOUT_MS = 300_000;

  private final Vertx vertx;
  private final MailboxClient client;
  private final List<String> deployments = new ArrayList<>();

  private MailStore(Vertx vertx, MailboxClient client) {
    this.vertx = vertx;
    this.client = client;
  }

  /** Deploys the store's verticles, one per loop. Once for each Vertx. */
  static Uni<MailStore> start(Vertx vertx, int loops, StoreParts parts, AccountFiles files) {
    StoreCodecs.register(vertx.eventBus());
    var store = new MailStore(vertx,
        new NodeMailboxClient(vertx, new StoreAddresses(loops), parts.changes(), files, REPLY_TIMEOUT_MS));
    var deploying = new ArrayList<Future<String>>();
    for (int loop = 0; loop < loops; loop++) {
      deploying.add(vertx.deployVerticle(new StoreVerticle(loop, parts), new DeploymentOptions()));
    }
    return Uni.createFrom().completionStage(Future.all(deploying).<MailStore>map(done -> {
      deploying.forEach(deployed -> store.deployments.add(deployed.result()));
      return store;
    }).toCompletionStage());
  }

  /** How protocols reach the store. */
  public MailboxClient client() {
    return client;
  }

  /** Finishes what is under way, checkpoints and closes all accounts. */
  public Uni<Void> stop() {
    return Uni.createFrom().completionStage(
        Future.all(deployments.stream().map(vertx::undeploy).toList()).<Void>mapEmpty().toCompletionStage());
  }
}
