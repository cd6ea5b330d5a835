package org.godwit.imap.handler;

import io.smallrye.mutiny.Uni;
import java.util.Optional;
import org.godwit.imap.command.ImapCommand.Search;
import org.godwit.imap.command.ReturnOptions;
import org.godwit.imap.response.Tagged;
import org.godwit.imap.session.ImapSession;

/**
 * SEARCH and UID SEARCH (RFC 9051, 6.4.4; RFC 3501, 6.4.4; RFC 4731; RFC 9394). Without RETURN the answer is SEARCH for clients of
 * IMAP4rev1 and ESEARCH for those of IMAP4rev2.
 */
public final class SearchHandler implements Handler<Search> {

  private static final ReturnOptions ALL = new ReturnOptions(false, false, true, false, false, Optional.empty());

  private final SearchWork work;

  public SearchHandler(SearchServices services) {
    this.work = new SearchWork(services);
  }

  @Override
  public Uni<Tagged> handle(Search command, ImapSession session) {
    var returns = session.isRev2() ? Optional.of(command.returns().orElse(ALL)) : command.returns();
    return SearchAnswer.run(session, returns, () -> search(command, session, returns), "Searched");
  }

  private Uni<Void> search(Search command, ImapSession session, Optional<ReturnOptions> returns) {
    var tag = session.tag();
    return work.find(session, command.key(), command.uid())
        .chain(done -> work.answer(done, done.matches().indexes(), command.key().usesModSeq(),
            result -> SearchAnswer.of(result, "SEARCH", tag, command.uid(), returns)))
        .chain(answer -> answer.give(session));
  }
}
