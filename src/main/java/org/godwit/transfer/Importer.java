package org.godwit.transfer;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.godwit.mail.MailboxName;
import org.godwit.mailbox.api.MailboxFailure;
import org.godwit.mailbox.api.MailboxFailure.Kind;
import org.godwit.mailbox.api.MailboxRequest;

/**
 * Imports mailboxes into an account. Of messages with equal octets a mailbox gets as many as the source's has, counting those that it had
 * before: so nothing comes in twice, however often an import runs or is interrupted. One thread; used once.
 */
public final class Importer {

  private final Store store;
  private final Progress progress;
  private final Outcome outcome = new Outcome();
  private final Set<MailboxName> existing = new HashSet<>();
  private long sizeDone;

  /** @param progress is told what happens */
  public Importer(Store store, Progress progress) {
    this.store = store;
    this.progress = progress;
  }

  /**
   * Imports everything. What cannot be imported is in the outcome, and the rest is imported nevertheless.
   *
   * @throws TransferFailure if the store cannot go on; what was imported until then stays
   */
  public Outcome run(MailSource source) {
    try {
      var state = store.ask(new MailboxRequest.Catalogue(store.account())).state();
      state.mailboxes().forEach(entry -> existing.add(entry.name()));
      source.problems().forEach(outcome::failed);
      progress.total(source.mailboxes().stream().mapToLong(SourceMailbox::size).sum());
      source.mailboxes().forEach(mailbox -> mailbox(mailbox, source.subscriptions().isEmpty()));
      source.subscriptions().orElse(Set.of()).stream().filter(name -> !state.subscriptions().contains(name)).sorted()
          .forEach(this::subscribe);
      return outcome;
    } catch (MailboxFailure failure) {
      throw Store.broken(failure);
    }
  }

  private void mailbox(SourceMailbox mailbox, boolean subscribe) {
    long transferred = outcome.transferredMessages();
    long present = outcome.presentMessages();
    try (var cursor = mailbox.open()) {
      if (exists(mailbox, subscribe)) {
        messages(mailbox, cursor);
      }
    } catch (IOException failed) {
      outcome.failed(mailbox.where(), Reasons.of(failed));
    }
    sizeDone += mailbox.size();
    progress.mailbox(mailbox.name() + ": " + (outcome.transferredMessages() - transferred) + " imported, "
        + (outcome.presentMessages() - present) + " there already");
  }

  /** Makes sure that there is such a mailbox. False if there cannot be. */
  private boolean exists(SourceMailbox mailbox, boolean subscribe) {
    if (existing.contains(mailbox.name())) {
      return true;
    }
    try {
      store.ask(new MailboxRequest.Create(store.account(), mailbox.name(), Set.of()));
    } catch (MailboxFailure refused) {
      if (refused.kind() != Kind.ALREADYEXISTS) {
        outcome.failed(mailbox.where(), refused.getMessage());
        return false;
      }
    }
    existing.add(mailbox.name());
    if (subscribe) {
      subscribe(mailbox.name());
    }
    return true;
  }

  private void subscribe(MailboxName name) {
    store.ask(new MailboxRequest.Subscribe(store.account(), name, true));
  }

  private void messages(SourceMailbox mailbox, SourceMailbox.Cursor cursor) throws IOException {
    var target = TargetMailbox.open(store, mailbox.name());
    var batch = new ImportBatch(store, mailbox.name(), outcome);
    try {
      SourceMessage message;
      while ((message = cursor.next()) != null) {
        message(message, target, batch);
        progress.done(sizeDone + Math.min(cursor.position(), mailbox.size()), outcome.transferredMessages() + outcome.presentMessages());
      }
    } finally {
      batch.finish();
    }
  }

  private void message(SourceMessage message, TargetMailbox target, ImportBatch batch) {
    try {
      var content = MessageContent.of(message);
      if (target.takes(content.summary())) {
        batch.add(message, content, target.isNew() ? message.uid() : 0);
      } else {
        outcome.present();
      }
    } catch (IOException failed) {
      outcome.failed(message.where(), Reasons.of(failed));
    }
  }
}
