package org.godwit.imap.handler;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import org.godwit.imap.session.ImapSession;

/**
 * Tells an idling client what is new: one announcement at a time; news that comes meanwhile makes for one more. Waits
 * while the client does not read. Event loop of the session only.
 */
final class IdlePush {

  private final ImapSession session;
  private boolean announcing;
  private boolean again;
  private boolean stopped;
  private UniEmitter<? super Void> waiting;

  IdlePush(ImapSession session) {
    this.session = session;
  }

  /** Begins; what is new already is told at once. */
  void start() {
    session.selected().ifPresent(selected -> selected.onNews(this::news));
  }

  /** Begins no further announcement. */
  void stop() {
    stopped = true;
    session.selected().ifPresent(selected -> selected.onNews(() -> { }));
  }

  /** Completes when no announcement runs any more. */
  Uni<Void> ended() {
    return announcing ? Uni.createFrom().emitter(emitter -> waiting = emitter) : Uni.createFrom().voidItem();
  }

  private void news() {
    if (stopped) {
      return;
    }
    if (announcing) {
      again = true;
      return;
    }
    announcing = true;
    again = false;
    session.announce(true)
        .invoke(() -> session.out().flush())
        .chain(() -> session.out().drained())
        .subscribe().with(told -> told(), failure -> told());
  }

  private void told() {
    announcing = false;
    if (waiting != null) {
      waiting.complete(null);
    } else if (again) {
      news();
    }
  }
}
