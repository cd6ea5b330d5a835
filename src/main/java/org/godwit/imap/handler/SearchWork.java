package org.godwit.imap.handler;

import io.smallrye.mutiny.Uni;
import java.util.function.Function;
import org.godwit.imap.command.SearchKey;
import org.godwit.imap.session.ImapSession;
import org.godwit.imap.session.SelectedView;
import org.godwit.imap.session.Selection;
import org.godwit.search.Matches;
import org.godwit.search.Progress;
import org.godwit.search.SearchSource;
import org.godwit.search.Searcher;

/** What SEARCH, SORT and THREAD have in common: find what the key asks for, in the client's view of the mailbox. */
final class SearchWork {

  /**
   * A search done.
   *
   * @param source for more reading
   * @param numbering what the client calls the rows
   * @param progress goes on counting time
   */
  record Done(SearchSource source, Matches matches, Numbering numbering, Progress progress) {}

  private final SearchServices services;

  SearchWork(SearchServices services) {
    this.services = services;
  }

  /** Messages that others added or expunged before take part; those they add or expunge meanwhile do not matter. */
  Uni<Done> find(ImapSession session, SearchKey key, boolean uid) {
    var selection = session.selected(Selection.class);
    if (key.usesModSeq()) {
      selection.enableCondstore();
    }
    return selection.syncArrivals().chain(view -> find(session, selection, view, key, uid));
  }

  private Uni<Done> find(ImapSession session, Selection selection, SelectedView view, SearchKey key, boolean uid) {
    var rows = view.messages();
    var source = new SearchSource(session.account(), services.client().reader(session.account()), rows,
        rows.countUpTo(view.largestUid()), () -> selection.renew().map(SelectedView::messages));
    var criterion = new SearchCriteria(view, services.clock().instant()).of(key);
    var numbering = new Numbering(view, uid);
    var progress = new SearchProgress(services, session);
    return new Searcher(services.workers(), services.index()).search(source, criterion, progress)
        .map(matches -> new Done(source, matches, numbering, progress));
  }

  /** Rows that become an answer in a microsecond. */
  private static final int ROWS_PER_MICRO = 20;

  /** The answer, worked out off the event loop if it is long. */
  Uni<SearchAnswer> answer(Done done, int[] found, boolean modSeqWanted, Function<SearchResult, SearchAnswer> maker) {
    return services.workers().run(found.length / ROWS_PER_MICRO, () -> maker.apply(
        new SearchResult(done.matches.rows(), found, done.numbering.of(found), modSeqWanted)));
  }
}
