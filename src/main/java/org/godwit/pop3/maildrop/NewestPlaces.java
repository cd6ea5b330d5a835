package org.godwit.pop3.maildrop;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.godwit.account.Extent;
import org.godwit.account.MailboxState;
import org.godwit.mail.EncodedSummary;
import org.godwit.mailbox.api.MailReader;
import org.godwit.mailbox.api.MailboxFailure;
import org.godwit.mailbox.api.MailboxFailure.Kind;
import org.godwit.mailbox.api.MailboxRequest;

/**
 * Reads a maildrop's messages where they lie now: a session may last longer than a place on disk, which compaction changes. A message that
 * an IMAP session has expunged meanwhile can be read as long as its octets are there. Event loop of the session only.
 */
final class NewestPlaces {

  private final Maildrop maildrop;
  private final MailReader reader;
  private MailboxState newest;

  NewestPlaces(Maildrop maildrop) {
    this.maildrop = maildrop;
    this.reader = maildrop.store().reader(maildrop.account());
    this.newest = maildrop.messages();
  }

  /** A message's encoded summary. */
  record Found(int uid, EncodedSummary summary) {}

  /** Octets of a message, at most {@link MailReader#READ_BYTES_MAX}. */
  Uni<Buffer> read(int uid, long offset, int length) {
    return again(() -> {
      var body = body(uid);
      var slice = body.slice(offset, length);
      if (!reader.isWholeNow(body)) {
        return reader.verify(body).chain(() -> reader.read(slice));
      }
      var now = reader.readNow(slice);
      return now != null ? Uni.createFrom().item(now) : reader.read(slice);
    });
  }

  /** Encoded summaries of those messages, of these at most {@link MailReader#SUMMARIES_MAX}, that are not expunged. */
  Uni<List<Found>> summaries(int[] uids) {
    return again(() -> {
      var indexes = Arrays.stream(uids).map(newest::indexOf).filter(index -> index >= 0).toArray();
      var messages = newest;
      var now = reader.summariesNow(messages, indexes);
      return (now != null ? Uni.createFrom().item(now) : reader.summaries(messages, indexes))
          .map(found -> IntStream.range(0, indexes.length).mapToObj(i -> new Found(messages.uid(indexes[i]), found.get(i))).toList());
    });
  }

  private <T> Uni<T> again(Supplier<Uni<? extends T>> reading) {
    return Uni.createFrom().<T>deferred(reading).onFailure(NewestPlaces::isExpired).recoverWithUni(() -> sync().<T>chain(reading));
  }

  private static boolean isExpired(Throwable failure) {
    return failure instanceof MailboxFailure known && known.kind() == Kind.EXPIRED;
  }

  private Uni<Void> sync() {
    return maildrop.store().send(new MailboxRequest.Sync(maildrop.account(), maildrop.id(), false))
        .invoke(reply -> newest = reply.messages()).replaceWithVoid();
  }

  private Extent body(int uid) {
    int index = newest.indexOf(uid);
    if (index < 0) {
      throw new MailboxFailure(Kind.NONEXISTENT, "The message has been expunged meanwhile");
    }
    return newest.body(index);
  }
}
