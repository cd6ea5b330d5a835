package org.godwit.mailbox.routing;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicLong;
import org.godwit.account.MailboxDiff;
import org.godwit.account.MailboxState;
import org.godwit.cluster.NodeId;
import org.godwit.mail.MailboxId;

/**
 * What this node, as the owner of accounts, has sent of mailboxes to which node: the next time the difference will do. Bounded; who asks from something
 * that is forgotten gets everything. Safe on any thread.
 */
final class SentMailboxes {

  /** Several sessions of a node may ask at once, each from what it had then. */
  private static final int STATES_MAX = 8;
  /** Octets that all of them may hold, about: what successive states do not share is a chunk or two. */
  private static final long BYTES_MAX = 64L << 20;
  private static final int BYTES_PER_MESSAGE = 56;
  private static final int CHUNK_MESSAGES = 1024;
  private static final Duration KEPT = Duration.ofMinutes(10);

  private record Key(NodeId node, String account, MailboxId mailbox) {}

  private record Sent(long number, MailboxState messages) {}

  /** @param hasBase whether the difference begins with what the node said it has */
  record Difference(MailboxDiff diff, long number, boolean hasBase) {}

  private final AtomicLong numbers = new AtomicLong();
  private final Cache<Key, ArrayDeque<Sent>> sent = Caffeine.newBuilder().maximumWeight(BYTES_MAX)
      .<Key, ArrayDeque<Sent>>weigher((key, states) -> STATES_MAX * BYTES_PER_MESSAGE
          * Math.min(CHUNK_MESSAGES, 8 + states.getLast().messages.size()))
      .expireAfterAccess(KEPT).build();

  /** What a node needs to have these messages, if it has what it was sent under that number. Remembers that it is sent. */
  Difference send(NodeId node, String account, MailboxState now, long known) {
    var difference = new Difference[1];
    sent.asMap().compute(new Key(node, account, now.id()), (key, before) -> {
      ArrayDeque<Sent> states = before == null ? new ArrayDeque<>() : new ArrayDeque<>(before);
      var base = states.stream().filter(state -> state.number == known).findFirst();
      long number = base.isPresent() && base.get().messages == now ? known : add(states, now);
      difference[0] = new Difference(base.map(state -> MailboxDiff.between(state.messages, now)).orElseGet(() -> MailboxDiff.all(now)),
          number, base.isPresent());
      return states;
    });
    return difference[0];
  }

  private long add(ArrayDeque<Sent> states, MailboxState now) {
    if (!states.isEmpty() && states.getLast().messages == now) {
      return states.getLast().number;
    }
    if (states.size() == STATES_MAX) {
      states.removeFirst();
    }
    long number = numbers.incrementAndGet();
    states.add(new Sent(number, now));
    return number;
  }
}
