package org.godwit.imap.handler.fetch;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.godwit.account.JournalRecord.FlagsMode;
import org.godwit.imap.command.FetchItem.Attribute;
import org.godwit.imap.command.FetchModifiers;
import org.godwit.imap.command.ImapCommand;
import org.godwit.imap.handler.Handler;
import org.godwit.imap.response.CommandFailure;
import org.godwit.imap.response.ResponseWriter;
import org.godwit.imap.response.Tagged;
import org.godwit.imap.response.Vanished;
import org.godwit.imap.session.Earlier;
import org.godwit.imap.session.Feature;
import org.godwit.imap.session.ImapSession;
import org.godwit.imap.session.SelectedView;
import org.godwit.imap.session.Selection;
import org.godwit.imap.session.UidSetOf;
import org.godwit.mail.Flags;
import org.godwit.mail.SequenceSet;
import org.godwit.mail.UidSet;
import org.godwit.mailbox.api.MailReader;
import org.godwit.mailbox.api.MailboxClient;
import org.godwit.mailbox.api.MailboxFailure;
import org.godwit.mailbox.api.MailboxReply.Stored;
import org.godwit.mailbox.api.MailboxRequest;
import org.godwit.vertx.LoopTurn;

/**
 * FETCH and UID FETCH: RFC 9051, 6.4.5 and 6.4.9; RFC 7162, 3.1.4 and 3.2.6 (CHANGEDSINCE, VANISHED); RFC 9394, 3.3 (PARTIAL).
 *
 * <p>First the messages are found and {@code \Seen} is set on all of them in one step; then a {@link FetchRun} tells about them.
 */
public final class FetchHandler implements Handler<ImapCommand.Fetch> {

  private final MailboxClient client;
  private final FetchLimits limits;
  private final KeptTexts texts;

  public FetchHandler(MailboxClient client) {
    this(client, FetchLimits.DEFAULT, System::nanoTime);
  }

  FetchHandler(MailboxClient client, FetchLimits limits, LongSupplier nanoClock) {
    this.client = client;
    this.limits = limits;
    this.texts = new KeptTexts(nanoClock);
  }

  @Override
  public Uni<Tagged> handle(ImapCommand.Fetch command, ImapSession session) {
    checkModifiers(command, session);
    var selection = session.selected(Selection.class);
    if (enablesCondstore(command)) {
      selection.enableCondstore();
    }
    return (command.uid() ? selection.syncArrivals() : selection.sync())
        .chain(view -> fetch(command, session, selection));
  }

  private static void checkModifiers(ImapCommand.Fetch command, ImapSession session) {
    var modifiers = command.modifiers();
    boolean valid = command.uid() && session.has(Feature.QRESYNC) && modifiers.changedSince().isPresent();
    if (modifiers.vanished() && !valid) {
      throw CommandFailure.bad("VANISHED needs UID FETCH, CHANGEDSINCE and ENABLE QRESYNC");
    }
    if (modifiers.partial().isPresent() && !command.uid()) {
      throw CommandFailure.bad("PARTIAL needs UID FETCH");
    }
  }

  private Uni<Tagged> fetch(ImapCommand.Fetch command, ImapSession session, Selection selection) {
    var view = selection.view();
    var problems = new FetchProblems();
    var named = view.resolve(command.messages(), command.uid());
    if (!command.uid() && !named.expunged().isEmpty()) {
      problems.expunged();
    }
    var uids = selected(command.modifiers(), named.uids(), view);
    var vanished = command.modifiers().vanished() ? vanished(command, view, named.expunged(), session.out())
        : Uni.createFrom().voidItem();
    var plan = FetchPlan.of(command, session.has(Feature.CONDSTORE), uid -> !session.isRev2() && view.isRecent(uid));
    return vanished
        .chain(() -> markSeen(plan, uids, session, selection))
        .chain(seen -> run(command, plan, uids, seen, problems, session, selection))
        .map(done -> problems.tagged());
  }

  /** Of the messages named, those to tell about: first the page, then what has changed of it (RFC 9394, 3.4). */
  private static UidSet selected(FetchModifiers modifiers, UidSet named, SelectedView view) {
    var uids = named;
    if (modifiers.partial().isPresent()) {
      var page = modifiers.partial().get();
      int size = uids.size();
      uids = UidSets.ranks(uids, page.start(size), page.end(size));
    }
    return modifiers.changedSince().isEmpty() ? uids
        : UidSetOf.both(uids, view.messages().changedSince(modifiers.changedSince().getAsLong()));
  }

  /** RFC 7162, 3.1. */
  private static boolean enablesCondstore(ImapCommand.Fetch command) {
    return command.items().contains(Attribute.MODSEQ) || command.modifiers().changedSince().isPresent();
  }

  /**
   * RFC 7162, 3.2.6: before any FETCH response.
   *
   * @param counted messages that the client still counts: it is told of them later, as of any other expunge
   */
  private static Uni<Void> vanished(ImapCommand.Fetch command, SelectedView view, UidSet counted, ResponseWriter out) {
    SequenceSet set = command.messages();
    var asked = set.isSavedResult() ? view.savedResult() : set.resolveUids(view.messages().uidNext() - 1);
    var gone = Earlier.vanished(view.messages(), command.modifiers().changedSince().orElseThrow(), asked);
    return Vanished.writeEarlier(out, UidSetOf.without(gone, counted));
  }

  // --- \Seen ---

  /** @param modSeq as of which the flags of the changed messages are told */
  private record Seen(UidSet changed, long modSeq) {
    static final Seen NOTHING = new Seen(UidSet.EMPTY, 0);
  }

  private Uni<Seen> markSeen(FetchPlan plan, UidSet uids, ImapSession session, Selection selection) {
    var messages = selection.view().messages();
    var unseen = !plan.setsSeen() || selection.isReadOnly() ? UidSet.EMPTY
        : messages.existingWithout(Flags.SEEN, uids);
    if (unseen.isEmpty()) {
      return Uni.createFrom().item(Seen.NOTHING);
    }
    var request = new MailboxRequest.Store(session.account(), selection.id(), unseen, FlagsMode.ADD,
        Flags.ofSystem(Flags.SEEN), Long.MAX_VALUE);
    return client.send(request)
        .map(stored -> seen(stored, selection))
        // reading mail must work even where nothing can be written
        .onFailure(MailboxFailure.class).recoverWithItem(Seen.NOTHING);
  }

  private static Seen seen(Stored stored, Selection selection) {
    selection.update(stored.messages());
    return new Seen(stored.changed(), stored.modSeq());
  }

  // --- the answer ---

  private Uni<Void> run(ImapCommand.Fetch command, FetchPlan plan, UidSet uids, Seen seen, FetchProblems problems,
      ImapSession session, Selection selection) {
    var view = selection.view();
    boolean told = plan.tellsFlags() && (plan.tellsModSeq() || !session.has(Feature.CONDSTORE));
    long modSeq = view.messages().highestModSeq();
    var source = new SessionSource(session, selection, client.reader(session.account()), later());
    var mailbox = new KeptTexts.Name(session.account(), selection.id(), selection.selected().uidValidity(), "");
    var kept = KeptItems.of(texts, mailbox, plan, uids.size());
    return new FetchRun(source, plan, uids, seen.changed(), command.uid(), problems, limits, kept).run().invoke(() -> {
      view.flagsKnown(UidSetOf.without(seen.changed(), problems.notTold()), seen.modSeq());
      if (told) {
        view.flagsKnown(UidSetOf.without(uids, problems.notTold()), modSeq);
      }
    });
  }

  private static Executor later() {
    var context = Vertx.currentContext();
    return context == null ? Runnable::run : task -> LoopTurn.later(context, task);
  }

  /** A session as a run needs it. */
  private record SessionSource(ImapSession session, Selection selection, MailReader reader, Executor later)
      implements FetchRun.Source {

    @Override
    public SelectedView view() {
      return selection.view();
    }

    @Override
    public ResponseWriter out() {
      return session.out();
    }

    @Override
    public Uni<?> sync() {
      return selection.renew();
    }

    @Override
    public void drop() {
      session.link().drop();
    }
  }
}
