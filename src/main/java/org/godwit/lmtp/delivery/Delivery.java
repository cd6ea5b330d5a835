package org.godwit.lmtp.delivery;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.godwit.lmtp.response.Failures;
import org.godwit.lmtp.response.Replies;
import org.godwit.lmtp.response.Reply;
import org.godwit.mail.Flags;
import org.godwit.mail.MailboxName;
import org.godwit.mailbox.api.MailboxFailure;
import org.godwit.mailbox.api.MailboxReply.Appended;
import org.godwit.mailbox.api.MailboxRequest;
import org.godwit.mailbox.api.MailboxRequests;
import org.godwit.mailbox.api.NewMessage;
import org.godwit.mime.HeadSwap;
import org.godwit.mime.MessageParser;
import org.godwit.vertx.Unis;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One recipient's delivery: the reply is positive when the message is on disk. Any event loop. */
final class Delivery {

  private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

  /** More octets than these are not parsed on the event loop. */
  private static final int LOOP_BYTES_MAX = 64 * 1024;

  private final MailboxRequests store;
  private final TargetMailbox targets;

  Delivery(MailboxRequests store, TargetMailbox targets) {
    this.store = store;
    this.targets = targets;
  }

  /** Delivers a copy with trace fields of its own. */
  Uni<Reply> copy(Envelope envelope, Recipient recipient, byte[] octets) {
    byte[] fields = TraceFields.of(envelope, recipient);
    byte[] copy = Arrays.copyOf(fields, fields.length + octets.length);
    System.arraycopy(octets, 0, copy, fields.length, octets.length);
    return summary(copy)
        .chain(summary -> append(envelope, recipient, new NewMessage(new NewMessage.Small(copy), summary, Flags.NONE, Optional.empty(), 0)));
  }

  /** Delivers a file that is the recipient's alone. */
  Uni<Reply> file(Envelope envelope, Recipient recipient, ReceivedMail.OnDisk mail) {
    return append(envelope, recipient, new NewMessage(mail.file(), mail.summary(), Flags.NONE, Optional.empty(), 0));
  }

  /** Delivers a file that others get as well, behind trace fields of its own. */
  Uni<Reply> share(Envelope envelope, MailDelivery.Share share, HeadSwap summaries) {
    if (share.failure().isPresent()) {
      return Uni.createFrom().item(replied(envelope, share.recipient(), Failures.of(share.failure().get())));
    }
    byte[] fields = TraceFields.of(envelope, share.recipient());
    return append(envelope, share.recipient(), new NewMessage(share.file().orElseThrow().behind(fields),
        summaries.behind(fields).encode(), Flags.NONE, Optional.empty(), 0));
  }

  private static Uni<byte[]> summary(byte[] message) {
    var context = Vertx.currentContext();
    if (context == null || message.length <= LOOP_BYTES_MAX) {
      return Uni.createFrom().item(() -> MessageParser.parse(message).encode());
    }
    return Unis.of(() -> context.executeBlocking(() -> MessageParser.parse(message).encode(), false));
  }

  private Uni<Reply> append(Envelope envelope, Recipient recipient, NewMessage message) {
    return targets.of(recipient)
        .chain(mailbox -> append(recipient, mailbox, message))
        .map(appended -> Replies.DELIVERED)
        .onFailure().recoverWithItem(Failures::of)
        .map(reply -> replied(envelope, recipient, reply));
  }

  /** A mailbox that was deleted meanwhile is none that exists: INBOX always does. */
  private Uni<Appended> append(Recipient recipient, MailboxName mailbox, NewMessage message) {
    return store.send(new MailboxRequest.Append(recipient.account(), mailbox, List.of(message), Optional.empty()))
        .onFailure(failure -> isGone(failure) && !mailbox.isInbox())
        .recoverWithUni(() -> append(recipient, MailboxName.INBOX, message));
  }

  private static boolean isGone(Throwable failure) {
    return failure instanceof MailboxFailure known && known.kind() == MailboxFailure.Kind.TRYCREATE;
  }

  private static Reply replied(Envelope envelope, Recipient recipient, Reply reply) {
    LOG.info("lmtp {} from={} to={} account={} reply={} {}", envelope.id(), envelope.sender(), recipient.address(), recipient.account(),
        reply.code(), reply.status());
    return reply.about(recipient.address().toString());
  }
}
