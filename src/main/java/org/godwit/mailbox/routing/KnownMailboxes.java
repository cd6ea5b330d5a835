package org.godwit.mailbox.routing;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.lang.ref.WeakReference;
import java.time.Duration;
import org.godwit.account.MailboxState;
import org.godwit.cluster.NodeId;
import org.godwit.mail.MailboxId;
import org.godwit.mailbox.api.MailboxReply;
import org.godwit.mailbox.api.MailboxRequest;

/**
 * What this node has of mailboxes that others own, for as long as a session here holds on to it. Safe on any thread.
 */
final class KnownMailboxes {

  private static final int ENTRIES_MAX = 100_000;
  private static final Duration KEPT = Duration.ofMinutes(30);

  private record Key(String account, Object mailbox) {}

  private record Entry(NodeId owner, long number, WeakReference<MailboxState> messages) {}

  private final Cache<Key, Entry> entries = Caffeine.newBuilder().maximumSize(ENTRIES_MAX).expireAfterAccess(KEPT).build();

  /** What is known here of the mailbox that a request to this owner is about; null if nothing is. */
  ReplyAssembly.Known of(NodeId owner, MailboxRequest<?> request) {
    Object mailbox = switch (request) {
      case MailboxRequest.Select select -> select.mailbox();
      case MailboxRequest.Sync sync -> sync.mailbox();
      case MailboxRequest.Store store -> store.mailbox();
      default -> null;
    };
    var entry = mailbox == null ? null : entries.getIfPresent(new Key(request.account(), mailbox));
    var messages = entry == null || !entry.owner.equals(owner) ? null : entry.messages.get();
    return messages == null ? null : new ReplyAssembly.Known(entry.number, messages);
  }

  /** Remembers what came with a reply. */
  void add(NodeId owner, String account, MailboxReply reply, ReplyAssembly.Known known) {
    var entry = new Entry(owner, known.number(), new WeakReference<>(known.messages()));
    MailboxId mailbox = known.messages().id();
    entries.put(new Key(account, mailbox), entry);
    if (reply instanceof MailboxReply.Selected selected) {
      entries.put(new Key(account, selected.mailbox().name()), entry);
    }
  }
}
