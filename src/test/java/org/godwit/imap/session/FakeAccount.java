package org.godwit.imap.session;

import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.godwit.account.AccountState;
import org.godwit.account.Content;
import org.godwit.account.Extent;
import org.godwit.account.JournalRecord;
import org.godwit.account.JournalRecord.FlagsMode;
import org.godwit.account.MailboxState;
import org.godwit.mail.Flags;
import org.godwit.mail.MailboxId;
import org.godwit.mail.MailboxName;
import org.godwit.mail.UidSet;
import org.godwit.mail.UidValidity;
import org.godwit.mailbox.api.IncomingBody;
import org.godwit.mailbox.api.MailReader;
import org.godwit.mailbox.api.MailboxClient;
import org.godwit.mailbox.api.MailboxFailure;
import org.godwit.mailbox.api.MailboxReply;
import org.godwit.mailbox.api.MailboxRequest;
import org.godwit.mailbox.api.NewMessage;

/** An account with one mailbox, changed by the test, that answers Sync at once. */
final class FakeAccount implements MailboxClient {

  static final MailboxId ID = new MailboxId(1);

  private final List<Watching> watches = new ArrayList<>();
  /** Questions for the newest state so far. */
  int asked;
  /** Whether such questions fail. */
  boolean failing;
  private AccountState state = AccountState.EMPTY;

  FakeAccount() {
    apply(new JournalRecord.MailboxCreated(ID, MailboxName.INBOX, new UidValidity(7), Set.of(), next()));
  }

  private long next() {
    return state.counters().modSeq() + 1;
  }

  private void apply(JournalRecord record) {
    state = state.apply(record);
    watches.forEach(Watching::changed);
  }

  MailboxState messages() {
    return state.mailbox(ID).orElseThrow().messages();
  }

  void add(Flags flags) {
    apply(new JournalRecord.MessageAdded(ID, messages().uidNext(), next(), flags, 0, 0, state.counters().nextEmailId(),
        new Content.Stored(new Extent(0, 0, 10)), new Content.Stored(new Extent(0, 10, 1))));
  }

  /** Leaves a gap in the UIDs. */
  void addAndExpunge() {
    add(Flags.NONE);
    expunge(UidSet.of(messages().uidNext() - 1));
  }

  void expunge(UidSet uids) {
    if (!messages().existing(uids).isEmpty()) {
      apply(new JournalRecord.MessagesExpunged(ID, uids, next()));
    }
  }

  void flags(UidSet uids, FlagsMode mode, Flags flags) {
    apply(new JournalRecord.FlagsChanged(ID, uids, mode, flags, next()));
  }

  void delete() {
    apply(new JournalRecord.MailboxDeleted(ID, next()));
  }

  MailboxReply.Selected selected(boolean takeRecent) {
    var entry = state.mailbox(ID).orElseThrow(() -> new MailboxFailure(MailboxFailure.Kind.NONEXISTENT, "gone"));
    int from = takeRecent ? entry.counts().recentFrom() : entry.counts().uidNext();
    if (takeRecent && from < entry.counts().uidNext()) {
      state = state.apply(new JournalRecord.RecentTaken(ID, entry.counts().uidNext()));
    }
    return new MailboxReply.Selected(entry, from);
  }

  @Override
  @SuppressWarnings("unchecked")
  public <R extends MailboxReply> Uni<R> send(MailboxRequest<R> request) {
    return (Uni<R>) switch (request) {
      case MailboxRequest.Sync sync -> Uni.createFrom().item(() -> answer(sync));
      default -> throw new UnsupportedOperationException(request.toString());
    };
  }

  @Override
  public Watch watch(String account, MailboxId mailbox, Runnable listener) {
    var watching = new Watching(listener);
    watches.add(watching);
    return watching;
  }

  private MailboxReply.Selected answer(MailboxRequest.Sync sync) {
    asked++;
    if (failing) {
      throw new MailboxFailure(MailboxFailure.Kind.UNAVAILABLE, "not now");
    }
    return selected(sync.takeRecent());
  }

  private final class Watching implements Watch {
    private final Runnable listener;
    private boolean news;

    Watching(Runnable listener) {
      this.listener = listener;
    }

    void changed() {
      news = true;
      listener.run();
    }

    @Override
    public boolean takeNews() {
      boolean some = news;
      news = false;
      return some;
    }

    @Override
    public void end() {
      watches.remove(this);
    }
  }

  @Override
  public Uni<IncomingBody> receive(String account) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Uni<NewMessage.Received> share(String from, NewMessage.Received body, String to) {
    throw new UnsupportedOperationException();
  }

  @Override
  public MailReader reader(String account) {
    throw new UnsupportedOperationException();
  }
}
