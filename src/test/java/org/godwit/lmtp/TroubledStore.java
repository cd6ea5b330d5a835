package org.godwit.lmtp;

import io.smallrye.mutiny.Uni;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.godwit.mail.MailboxId;
import org.godwit.mailbox.api.IncomingBody;
import org.godwit.mailbox.api.MailReader;
import org.godwit.mailbox.api.MailboxClient;
import org.godwit.mailbox.api.MailboxFailure;
import org.godwit.mailbox.api.MailboxFailure.Kind;
import org.godwit.mailbox.api.MailboxReply;
import org.godwit.mailbox.api.MailboxRequest;
import org.godwit.mailbox.api.NewMessage;

/**
 * A store in which nothing can be appended to some accounts, as their names say: {@code user-full}, {@code user-away}, {@code user-bug},
 * {@code user-late} (not before it is let go).
 */
final class TroubledStore implements MailboxClient {

  private final MailboxClient store;
  private final CompletableFuture<Void> late = new CompletableFuture<>();
  private final CompletableFuture<Void> lateAsked = new CompletableFuture<>();
  private final AtomicInteger received = new AtomicInteger();
  private final AtomicInteger shared = new AtomicInteger();

  TroubledStore(MailboxClient store) {
    this.store = store;
  }

  /** The store without trouble. */
  MailboxClient untroubled() {
    return store;
  }

  /** Lets appends to {@code user-late} go on. */
  void letGo() {
    late.complete(null);
  }

  /** Waits until something is to be appended to {@code user-late}. */
  void awaitLate() {
    lateAsked.orTimeout(20, TimeUnit.SECONDS).join();
  }

  /** Files that were begun. */
  int received() {
    return received.get();
  }

  /** Files that were shared. */
  int shared() {
    return shared.get();
  }

  @Override
  public <R extends MailboxReply> Uni<R> send(MailboxRequest<R> request) {
    if (!(request instanceof MailboxRequest.Append)) {
      return store.send(request);
    }
    String account = request.account();
    if (account.startsWith("user-late")) {
      lateAsked.complete(null);
      return Uni.createFrom().completionStage(late).chain(() -> store.send(request));
    }
    return switch (account.replaceFirst("[0-9]+$", "")) {
      case "user-full" -> Uni.createFrom().failure(new MailboxFailure(Kind.OVERQUOTA, "full"));
      case "user-away" -> Uni.createFrom().failure(new MailboxFailure(Kind.UNAVAILABLE, "The owner is away"));
      case "user-bug" -> Uni.createFrom().failure(new IllegalStateException("a bug, made for a test"));
      default -> store.send(request);
    };
  }

  @Override
  public Watch watch(String account, MailboxId mailbox, Runnable listener) {
    return store.watch(account, mailbox, listener);
  }

  @Override
  public Uni<IncomingBody> receive(String account) {
    received.incrementAndGet();
    return account.startsWith("user-nodisk") ? Uni.createFrom().failure(new MailboxFailure(Kind.OVERQUOTA, "full")) : store.receive(account);
  }

  @Override
  public Uni<NewMessage.Received> share(String from, NewMessage.Received body, String to) {
    shared.incrementAndGet();
    return to.startsWith("user-noshare") ? Uni.createFrom().failure(new MailboxFailure(Kind.OVERQUOTA, "full")) : store.share(from, body, to);
  }

  @Override
  public MailReader reader(String account) {
    return store.reader(account);
  }
}
