package org.godwit.transfer;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.godwit.account.AccountState;
import org.godwit.account.MailboxEntry;
import org.godwit.account.MailboxState;
import org.godwit.mail.InternalDate;
import org.godwit.mail.MailboxName;
import org.godwit.mailbox.api.MailboxFailure;
import org.godwit.mailbox.api.MailboxRequest;

/** Exports mailboxes of an account, as each is when its turn comes. One thread; used once. */
public final class Exporter {

  private final Store store;
  private final Progress progress;
  private final Outcome outcome = new Outcome();
  private long octetsDone;

  /** @param progress is told what happens, in octets */
  public Exporter(Store store, Progress progress) {
    this.store = store;
    this.progress = progress;
  }

  /**
   * Exports one mailbox, or all of them with the subscriptions.
   *
   * @throws TransferFailure if there is no such mailbox, or the store or the target cannot go on
   */
  public Outcome run(MailTarget target, Optional<MailboxName> only) {
    try {
      var state = store.ask(new MailboxRequest.Catalogue(store.account())).state();
      var mailboxes = mailboxes(state, only);
      progress.total(mailboxes.stream().mapToLong(mailbox -> mailbox.counts().octets()).sum());
      target.mailboxes(mailboxes.stream().map(MailboxEntry::name).toList());
      mailboxes.forEach(mailbox -> mailbox(mailbox, target));
      if (only.isEmpty()) {
        target.subscriptions(state.subscriptions().stream().sorted().toList());
      }
      return outcome;
    } catch (MailboxFailure failure) {
      throw Store.broken(failure);
    } catch (IOException failed) {
      throw new TransferFailure("the subscriptions cannot be written: " + Reasons.of(failed));
    }
  }

  private static List<MailboxEntry> mailboxes(AccountState state, Optional<MailboxName> only) {
    if (only.isPresent()) {
      return List.of(state.mailbox(only.get()).orElseThrow(() -> new TransferFailure("there is no mailbox " + only.get())));
    }
    return state.mailboxes().stream().sorted(Comparator.comparing(MailboxEntry::name)).toList();
  }

  private void mailbox(MailboxEntry listed, MailTarget target) {
    long before = outcome.transferredMessages();
    var selected = store.ask(new MailboxRequest.Select(store.account(), listed.name(), false));
    try (var out = target.begin(selected.mailbox())) {
      var messages = selected.messages();
      for (int i = 0; i < messages.size(); i++) {
        message(messages, i, selected.mailbox(), out);
        octetsDone += messages.octets(i);
        progress.done(octetsDone, outcome.transferredMessages());
      }
      out.finish();
    } catch (IOException failed) {
      outcome.failed(listed.name().toString(), Reasons.of(failed));
    }
    progress.mailbox(listed.name() + ": " + (outcome.transferredMessages() - before) + " exported");
  }

  private void message(MailboxState messages, int index, MailboxEntry mailbox, MailTarget.Mailbox out) throws IOException {
    int uid = messages.uid(index);
    try {
      out.write(new StoredMessage(uid, messages.flags(index), InternalDate.unpack(messages.internalDate(index)),
          StoredOctets.of(store, mailbox.id(), uid, messages.body(index))));
      outcome.transferred(1);
    } catch (UnreadableException failed) {
      outcome.failed(mailbox.name() + " UID " + uid, failed.getMessage());
    }
  }
}
