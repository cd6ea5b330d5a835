package org.godwit.imap.session;

import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.godwit.account.MailboxCounts;
import org.godwit.account.MailboxEntry;
import org.godwit.account.MailboxState;
import org.godwit.imap.response.CommandFailure;
import org.godwit.imap.response.FetchFlags;
import org.godwit.imap.response.ResponseCode;
import org.godwit.imap.response.Tagged;
import org.godwit.mail.MailboxId;
import org.godwit.mail.UidSet;
import org.godwit.mailbox.api.MailboxClient;
import org.godwit.mailbox.api.MailboxFailure;
import org.godwit.mailbox.api.MailboxReply;
import org.godwit.mailbox.api.MailboxRequest;

/**
 * The mailbox that a session has selected: its view, kept up to date from the store.
 *
 * <p>A handler that reads the mailbox begins with {@link #sync} or {@link #syncArrivals}. What others did in the meantime is
 * written by {@link #announce}.
 *
 * <p>A mailbox that is deleted stays selected and is empty: the client gets a warning once and an EXPUNGE or VANISHED for every
 * message where that is allowed. RFC 2180, 3 leaves that open; so nobody is disconnected, and what a client keeps is what there is.
 *
 * <p>Event loop of the session only.
 */
public final class Selection implements SelectedMailbox {

  private final MailboxClient client;
  private final ImapSession session;
  private final MailboxEntry selected;
  private final boolean readOnly;
  private final SelectedView view;
  private final Announcement announcement;
  private final MailboxClient.Watch watch;

  private Runnable listener = () -> { };
  /** The store has news since the last request. */
  private boolean dirty;
  /** What the store has told may not be the newest: it was asked before the watch began, or did not answer. */
  private boolean doubtful = true;
  /** The command that runs has asked already; SELECT has. */
  private boolean synced = true;
  private boolean deleted;

  /**
   * A mailbox that was just selected; the client is told of all its messages.
   *
   * @param readOnly EXAMINE
   */
  public Selection(MailboxClient client, ImapSession session, MailboxReply.Selected reply, boolean readOnly) {
    this.client = client;
    this.session = session;
    this.selected = reply.mailbox();
    this.readOnly = readOnly;
    this.view = new SelectedView(reply.messages());
    this.announcement = new Announcement(this, session);
    takeRecent(reply);
    this.watch = client.watch(session.account(), selected.id(), this::changed);
  }

  // --- for handlers ---

  /** What the client believes. */
  public SelectedView view() {
    return view;
  }

  /** The mailbox's id. */
  public MailboxId id() {
    return selected.id();
  }

  /** The mailbox as it was when it was selected: name, UIDVALIDITY. Its counts and messages are of that moment too. */
  public MailboxEntry selected() {
    return selected;
  }

  /** Whether it was opened with EXAMINE. */
  public boolean isReadOnly() {
    return readOnly;
  }

  /**
   * For commands that change messages.
   *
   * @throws CommandFailure NO [READ-ONLY] after EXAMINE
   */
  public Selection requireWritable() {
    if (readOnly) {
      throw CommandFailure.no(ResponseCode.READ_ONLY, "The mailbox is open read-only");
    }
    return this;
  }

  /**
   * Has the newest state in the view: asks the store, if there is news. The client is told of nothing yet. For commands that name
   * messages by sequence number, where {@code *} had better stay what the client thinks it is.
   */
  public Uni<SelectedView> sync() {
    if (watch.takeNews() || dirty || doubtful) {
      return renew();
    }
    synced = true;
    return Uni.createFrom().item(view);
  }

  /** As {@link #sync}, and asks also if there is no news: bodies have other places after a compaction, which is none. */
  public Uni<SelectedView> renew() {
    if (deleted) {
      return Uni.createFrom().item(view);
    }
    dirty = false;
    doubtful = true;
    return client.send(new MailboxRequest.Sync(session.account(), id(), takesRecent()))
        .invoke(this::update)
        .onFailure(Selection::isGone).recoverWithItem(this::gone)
        .map(reply -> view)
        .invoke(this::upToDate);
  }

  private void upToDate() {
    synced = true;
    doubtful = false;
  }

  /** As {@link #sync}, and tells the client of new messages (EXISTS), so that they take part in a search or a UID command. */
  public Uni<SelectedView> syncArrivals() {
    return sync().invoke(announcement::arrivals);
  }

  /** Takes over the state that came with the reply to a change, and tells the client of keywords that are new in it. */
  public void update(MailboxState messages) {
    view.update(messages);
    announcement.keywords();
  }

  /** The session has changed the mailbox itself: {@link #announce} asks for the newest state. */
  public void invalidate() {
    dirty = true;
  }

  /** Notes that the command is one of those that enable CONDSTORE (RFC 7162, 3.1). */
  public void enableCondstore() {
    session.enable(Feature.CONDSTORE);
  }

  /**
   * The end of a command that expunged messages: with HIGHESTMODSEQ for clients that keep it (RFC 7162, 3.2.7). What the code
   * promises is told before it, as such commands allow EXPUNGE.
   */
  public Tagged okUpToNow(String text) {
    return session.has(Feature.CONDSTORE) ? Tagged.ok(ResponseCode.highestModSeq(view.messages().highestModSeq()), text)
        : Tagged.ok(text);
  }

  /**
   * The FETCH response that tells a message's flags now; with UID and MODSEQ as the session wants them.
   *
   * @param uid of a message that exists and that the client counts
   * @param byUid whether it answers a UID command
   * @param withFlags false to tell the modification sequence only
   */
  public FetchFlags flags(int uid, boolean byUid, boolean withFlags) {
    var messages = view.messages();
    int index = messages.indexOf(uid);
    boolean condstore = session.has(Feature.CONDSTORE);
    boolean told = byUid || condstore || session.isRev2();
    boolean recent = !session.isRev2() && view.isRecent(uid);
    return new FetchFlags(view.sequenceNumber(uid), told ? OptionalInt.of(uid) : OptionalInt.empty(),
        withFlags ? new FetchFlags.Told(messages.flags(index), recent) : null,
        condstore ? OptionalLong.of(messages.modSeq(index)) : OptionalLong.empty());
  }

  // --- for the session's loop ---

  @Override
  public Uni<Void> announce(boolean expungeAllowed) {
    var newest = synced && !dirty ? Uni.createFrom().item(view) : sync();
    return newest
        .onFailure(MailboxFailure.class).recoverWithItem(view)
        .invoke(() -> synced = false)
        .chain(() -> announcement.run(expungeAllowed));
  }

  @Override
  public void onNews(Runnable newListener) {
    listener = newListener;
    if (dirty || doubtful || announcement.isPending()) {
      newListener.run();
    }
  }

  @Override
  public long highestModSeq() {
    return announcement.toldModSeq();
  }

  @Override
  public void release() {
    listener = () -> { };
    watch.end();
  }

  private void changed() {
    dirty = true;
    listener.run();
  }

  // --- news ---

  private void update(MailboxReply.Selected reply) {
    view.update(reply.messages());
    takeRecent(reply);
  }

  private boolean takesRecent() {
    return !readOnly && !session.isRev2();
  }

  /** EXAMINE shows what is recent, but leaves it to the next session (RFC 3501, 6.3.2). */
  private void takeRecent(MailboxReply.Selected reply) {
    int from = readOnly ? reply.mailbox().counts().recentFrom() : reply.recentFrom();
    view.addRecent(UidSet.range(from, reply.messages().uidNext() - 1));
  }

  private static boolean isGone(Throwable failure) {
    return failure instanceof MailboxFailure f && f.kind() == MailboxFailure.Kind.NONEXISTENT;
  }

  private MailboxReply.Selected gone() {
    deleted = true;
    var counts = new MailboxCounts(0, 0, 0, 0, view.messages().uidNext(), view.messages().highestModSeq(), 1);
    view.deleted(MailboxState.empty(id(), counts));
    session.out().untaggedStatus("NO", Optional.of(ResponseCode.NONEXISTENT), "The selected mailbox was deleted");
    return null;
  }
}
