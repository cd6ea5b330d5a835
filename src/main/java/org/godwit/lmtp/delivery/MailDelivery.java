package org.godwit.lmtp.delivery;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.godwit.lmtp.response.Failures;
import org.godwit.lmtp.response.Reply;
import org.godwit.mailbox.api.MailboxClient;
import org.godwit.mailbox.api.NewMessage;

/**
 * Takes messages in and delivers them.
 *
 * <p>Each recipient's copy has trace fields of its own. A small message is copied behind them into each account's journal. A large one for
 * several is streamed to disk once: the accounts' directories link its file, and each has its fields in a small file beside it. Any event
 * loop.
 */
public final class MailDelivery {

  /** Accounts that are written to at a time for one message. */
  private static final int AT_ONCE = 8;

  private final MailboxClient store;
  private final DeliveryLimits limits;
  private final MemoryBudget budget;
  private final Delivery delivery;

  /** @param delimiter hierarchy delimiter in details: {@code user+lists/godwit} */
  public MailDelivery(MailboxClient store, DeliveryLimits limits, MemoryBudget budget, char delimiter) {
    this.store = store;
    this.limits = limits;
    this.budget = budget;
    this.delivery = new Delivery(store, new TargetMailbox(store, delimiter));
  }

  /** Bounds of messages. */
  public DeliveryLimits limits() {
    return limits;
  }

  /**
   * A message for these recipients begins to come in.
   *
   * @param recipients at least one
   * @param declared octets, as the client said
   */
  public IncomingMail receive(Envelope envelope, List<Recipient> recipients, OptionalLong declared) {
    var first = recipients.getFirst();
    return new IncomingMail(store, budget, limits, first.account(), () -> TraceFields.of(envelope, first), recipients.size() > 1, declared);
  }

  /**
   * Delivers a complete message.
   *
   * @param replies told for each recipient in their order, as soon as it is known, whether its copy is on disk
   * @return completes when everybody's is known; never fails
   */
  public Uni<Void> deliver(Envelope envelope, List<Recipient> recipients, IncomingMail mail, Consumer<Reply> replies) {
    if (mail.failure().isPresent()) {
      var reply = Failures.of(mail.failure().get());
      recipients.forEach(recipient -> replies.accept(reply));
      return Uni.createFrom().voidItem();
    }
    return switch (mail.received()) {
      case ReceivedMail.InMemory small -> new InOrder<>(recipients, atOnce(small),
          recipient -> delivery.copy(envelope, recipient, small.octets()), replies).run();
      case ReceivedMail.OnDisk large -> delivery.file(envelope, recipients.getFirst(), large).map(reply -> {
        replies.accept(reply);
        return null;
      });
      case ReceivedMail.Shared large -> shares(large, recipients)
          .chain(shares -> new InOrder<>(shares, AT_ONCE, share -> delivery.share(envelope, share, large.summaries()), replies).run());
    };
  }

  /** As many copies as fit into the memory of one message. */
  private int atOnce(ReceivedMail.InMemory small) {
    return Math.clamp(limits.memoryBytesMax() / Math.max(1, small.octets().length + TraceFields.BYTES_MAX), 1, AT_ONCE);
  }

  /** The file in each recipient's directory: all of them before the first is adopted, which takes its name away. */
  private Uni<List<Share>> shares(ReceivedMail.Shared large, List<Recipient> recipients) {
    var first = new Share(recipients.getFirst(), Optional.of(large.file()), Optional.empty());
    var others = Multi.createFrom().iterable(recipients.subList(1, recipients.size()))
        .onItem().transformToUniAndConcatenate(recipient -> share(large, recipient));
    return Multi.createBy().concatenating().streams(Multi.createFrom().item(first), others).collect().asList();
  }

  private Uni<Share> share(ReceivedMail.Shared large, Recipient recipient) {
    return store.share(large.account(), large.file(), recipient.account())
        .map(file -> new Share(recipient, Optional.of(file), Optional.empty()))
        .onFailure().recoverWithItem(failure -> new Share(recipient, Optional.empty(), Optional.of(failure)));
  }

  /** A recipient's name for the file, or why there is none. */
  record Share(Recipient recipient, Optional<NewMessage.Received> file, Optional<Throwable> failure) {}
}
