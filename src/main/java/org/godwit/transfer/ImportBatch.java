package org.godwit.transfer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.godwit.mail.MailboxName;
import org.godwit.mailbox.api.MailboxFailure;
import org.godwit.mailbox.api.MailboxFailure.Kind;
import org.godwit.mailbox.api.MailboxReply.Appended;
import org.godwit.mailbox.api.MailboxRequest;
import org.godwit.mailbox.api.NewMessage;

/**
 * Collects messages of one mailbox and appends many at once, so that they share the wait for the disk. While one batch is being written
 * the next is collected. A batch that is refused is tried message by message, to find the one that is not wanted. One thread.
 */
final class ImportBatch {

  private static final int MESSAGES_MAX = 500;
  private static final long BYTES_MAX = 8 << 20;

  /** A message on its way. */
  private record Sent(String where, NewMessage message) {}

  private final Store store;
  private final MailboxName mailbox;
  private final Outcome outcome;
  private List<Sent> collected = new ArrayList<>();
  private long collectedBytes;
  private List<Sent> underWay = List.of();
  private CompletableFuture<Appended> answer;

  ImportBatch(Store store, MailboxName mailbox, Outcome outcome) {
    this.store = store;
    this.mailbox = mailbox;
    this.outcome = outcome;
  }

  /** Adds a message; it is in the outcome later. @throws IOException if it cannot be read */
  void add(SourceMessage message, MessageContent content, int uid) throws IOException {
    var body = content.octets() == null ? LargeBody.send(store, message) : new NewMessage.Small(content.octets());
    collected.add(new Sent(message.where(),
        new NewMessage(body, content.summary().encode(), message.flags(), message.internalDate(), uid)));
    collectedBytes += content.octets() == null ? 0 : body.length();
    if (collected.size() >= MESSAGES_MAX || collectedBytes >= BYTES_MAX) {
      send();
    }
  }

  /** Waits until all messages are on disk or refused. */
  void finish() {
    send();
    receive();
  }

  private void send() {
    receive();
    if (collected.isEmpty()) {
      return;
    }
    underWay = collected;
    answer = store.requests().send(request(underWay)).subscribeAsCompletionStage();
    collected = new ArrayList<>();
    collectedBytes = 0;
  }

  private MailboxRequest.Append request(List<Sent> messages) {
    return new MailboxRequest.Append(store.account(), mailbox, messages.stream().map(Sent::message).toList(), Optional.empty());
  }

  private void receive() {
    var sent = underWay;
    underWay = List.of();
    if (sent.isEmpty()) {
      return;
    }
    try {
      answer.join();
      outcome.transferred(sent.size());
    } catch (CompletionException failed) {
      requireRefusal(failed.getCause());
      sent.forEach(this::appendAlone);
    }
  }

  private void appendAlone(Sent sent) {
    try {
      store.ask(request(List.of(sent)));
      outcome.transferred(1);
    } catch (MailboxFailure refused) {
      requireRefusal(refused);
      outcome.failed(sent.where(), refused.getMessage());
    }
  }

  /** Goes on if a message was refused for what it is; everything else is the store's trouble and would meet all messages. */
  private static void requireRefusal(Throwable failure) {
    if (!(failure instanceof MailboxFailure refused)) {
      throw new TransferFailure("the store cannot go on: " + failure);
    }
    if (refused.kind() != Kind.TOOBIG && refused.kind() != Kind.LIMIT) {
      throw refused;
    }
  }
}
