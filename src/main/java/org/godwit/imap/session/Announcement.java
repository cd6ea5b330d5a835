package org.godwit.imap.session;

import io.smallrye.mutiny.Uni;
import org.godwit.imap.response.MailboxFlags;
import org.godwit.imap.response.Pace;
import org.godwit.imap.response.ResponseCode;
import org.godwit.imap.response.ResponseWriter;
import org.godwit.imap.response.Vanished;
import org.godwit.mail.UidSet;

/** Tells a client what is new in its selected mailbox, and notes in its view that it was told (RFC 9051, 7.4 and 7.5). */
final class Announcement {

  private final Selection selection;
  private final ImapSession session;
  private final SelectedView view;
  private int keywordsTold;

  Announcement(Selection selection, ImapSession session) {
    this.selection = selection;
    this.session = session;
    this.view = selection.view();
    this.keywordsTold = view.messages().keywordNames().size();
  }

  private ResponseWriter out() {
    return session.out();
  }

  /** Whether {@link #run} would write something. */
  boolean isPending() {
    return view.hasArrivals() || view.ghosts().size() > 0 || !view.flagNews().isEmpty();
  }

  /** A modification sequence up to which the client knows everything. */
  long toldModSeq() {
    return view.ghosts().size() > 0 ? view.modSeqBeforeGhosts() : view.messages().highestModSeq();
  }

  /** Writes everything that may be written now. */
  Uni<Void> run(boolean expungeAllowed) {
    keywords();
    return (expungeAllowed ? expunges() : Uni.createFrom().voidItem())
        .invoke(this::arrivals)
        .chain(this::changedFlags)
        .invoke(this::delayedExpunges);
  }

  /** EXISTS, and RECENT in IMAP4rev1. */
  void arrivals() {
    if (view.hasArrivals()) {
      view.arrivalsTold();
      out().untagged().number(view.size()).raw(" EXISTS").end();
      if (!session.isRev2()) {
        out().untagged().number(view.recentCount()).raw(" RECENT").end();
      }
    }
  }

  /** New keywords must be known before a message has them (RFC 9051, 7.3.5). */
  void keywords() {
    var names = view.messages().keywordNames();
    if (names.size() > keywordsTold) {
      keywordsTold = names.size();
      MailboxFlags.write(out(), names, selection.isReadOnly());
    }
  }

  private Uni<Void> expunges() {
    var ghosts = view.ghosts();
    if (session.has(Feature.QRESYNC)) {
      return Vanished.write(out(), ghosts.all()).invoke(() -> view.ghostsTold(0));
    }
    // from the last one down, so that no number is changed by an EXPUNGE before it
    return Pace.each(out(), ghosts.size(), i -> expunge(ghosts, ghosts.size() - 1 - i))
        .invoke(() -> view.ghostsTold(0));
  }

  private void expunge(Ghosts ghosts, int index) {
    out().untagged().number(ghosts.sequenceNumber(index, view.messages())).raw(" EXPUNGE").end();
  }

  private Uni<Void> changedFlags() {
    UidSet news = view.flagNews();
    int[] uids = news.toArray();
    return Pace.each(out(), uids.length, i -> selection.flags(uids[i], false, true).write(out()))
        .invoke(view::flagsTold);
  }

  /**
   * While the client cannot be told of an expunge, it must not believe that it knows everything up to the modification sequences
   * it sees (RFC 7162, 5).
   */
  private void delayedExpunges() {
    if (view.ghosts().size() > 0 && session.has(Feature.QRESYNC)) {
      out().untaggedOk(ResponseCode.highestModSeq(view.modSeqBeforeGhosts()), "Expunges wait to be told");
    }
  }
}
