package org.godwit.imap.handler;

import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.function.Supplier;
import org.godwit.imap.command.ReturnOptions;
import org.godwit.imap.response.CommandFailure;
import org.godwit.imap.response.Esearch;
import org.godwit.imap.response.NumberList;
import org.godwit.imap.response.ResponseCode;
import org.godwit.imap.response.Tagged;
import org.godwit.imap.session.ImapSession;
import org.godwit.imap.session.Selection;
import org.godwit.mail.UidSet;
import org.godwit.search.SearchLimitException;

/**
 * How SEARCH and SORT answer: with a list, with ESEARCH, or, where only {@code $} is to be set, with nothing.
 *
 * @param saved the new {@code $}
 */
record SearchAnswer(Optional<NumberList> list, Optional<Esearch> esearch, Optional<UidSet> saved) {

  /**
   * What to answer. Takes milliseconds for a huge result.
   *
   * @param name of the response without return options
   */
  static SearchAnswer of(SearchResult result, String name, String tag, boolean uid, Optional<ReturnOptions> returns) {
    if (returns.isEmpty()) {
      return new SearchAnswer(Optional.of(result.list(name)), Optional.empty(), Optional.empty());
    }
    var options = returns.get();
    return new SearchAnswer(Optional.empty(),
        options.onlySave() ? Optional.empty() : Optional.of(result.esearch(tag, uid, options)),
        options.save() ? Optional.of(result.saved(options)) : Optional.empty());
  }

  /** Answers, and keeps {@code $} (RFC 9051, 6.4.4.1). */
  Uni<Void> give(ImapSession session) {
    saved.ifPresent(uids -> session.selected(Selection.class).view().saveResult(uids));
    return list.map(response -> response.write(session.out()))
        .or(() -> esearch.map(response -> response.write(session.out())))
        .orElse(Uni.createFrom().voidItem());
  }

  /** Runs a command. When it fails and was to set {@code $}, that is empty; what is too large is NO [LIMIT]. */
  static Uni<Tagged> run(ImapSession session, Optional<ReturnOptions> returns, Supplier<Uni<? extends Void>> command,
      String done) {
    return Uni.createFrom().<Void>deferred(command)
        .onFailure(SearchLimitException.class)
        .transform(failure -> CommandFailure.no(ResponseCode.LIMIT, failure.getMessage()))
        .onFailure().invoke(failure -> {
          if (returns.isPresent() && returns.get().save() && session.selected().isPresent()) {
            session.selected(Selection.class).view().saveResult(UidSet.EMPTY);
          }
        })
        .replaceWith(Tagged.ok(done));
  }
}
