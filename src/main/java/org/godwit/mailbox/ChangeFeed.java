package org.godwit.mailbox;

import io.vertx.core.Context;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.godwit.mail.MailboxId;
import org.godwit.mailbox.api.MailboxClient.Watch;

/** Tells this node's sessions, and those who ask for others, that a mailbox they watch has changed. Safe on any thread; listeners run on their own context. */
public final class ChangeFeed {

  private record Key(String account, MailboxId mailbox) {}

  private final ConcurrentHashMap<Key, Set<Watcher>> watchers = new ConcurrentHashMap<>();

  /** Calls the listener on the context after each change; changes that come before it ran are one call. */
  public Watch watch(String account, MailboxId mailbox, Context context, Runnable listener) {
    var key = new Key(account, mailbox);
    var watcher = new Watcher(key, context, listener);
    watchers.compute(key, (k, set) -> {
      Set<Watcher> all = set == null ? ConcurrentHashMap.newKeySet() : set;
      all.add(watcher);
      return all;
    });
    return watcher;
  }

  /** Whether any session of this node watches the mailbox. */
  boolean isWatched(String account, MailboxId mailbox) {
    return watchers.containsKey(new Key(account, mailbox));
  }

  /** The mailbox has changed or is gone. */
  public void publish(String account, MailboxId mailbox) {
    var set = watchers.get(new Key(account, mailbox));
    if (set != null) {
      set.forEach(Watcher::call);
    }
  }

  private final class Watcher implements Watch {
    private final Key key;
    private final Context context;
    private final Runnable listener;
    private final AtomicBoolean called = new AtomicBoolean();
    private volatile boolean news;
    private volatile boolean ended;

    Watcher(Key key, Context context, Runnable listener) {
      this.key = key;
      this.context = context;
      this.listener = listener;
    }

    void call() {
      news = true;
      if (called.compareAndSet(false, true)) {
        context.runOnContext(none -> run());
      }
    }

    private void run() {
      called.set(false);
      if (!ended) {
        listener.run();
      }
    }

    /** Cleared before the store is asked, so that what changes meanwhile is either in the answer or news again. */
    @Override
    public boolean takeNews() {
      boolean some = news;
      if (some) {
        news = false;
      }
      return some;
    }

    @Override
    public void end() {
      ended = true;
      watchers.computeIfPresent(key, (k, set) -> {
        set.remove(this);
        return set.isEmpty() ? null : set;
      });
    }
  }
}
