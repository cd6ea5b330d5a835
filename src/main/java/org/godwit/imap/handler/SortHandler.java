package org.godwit.imap.handler;

import io.smallrye.mutiny.Uni;
import java.util.List;
import org.godwit.imap.command.ImapCommand.Sort;
import org.godwit.imap.command.SortKey;
import org.godwit.imap.response.Tagged;
import org.godwit.imap.session.ImapSession;
import org.godwit.search.SortOrder;
import org.godwit.search.Sorter;

/** SORT and UID SORT (RFC 5256, 3; RFC 5957; RFC 5267, 3). The answer is ESEARCH only where RETURN asks for it. */
public final class SortHandler implements Handler<Sort> {

  private final SearchWork work;
  private final Sorter sorter;

  public SortHandler(SearchServices services) {
    this.work = new SearchWork(services);
    this.sorter = new Sorter(services.workers());
  }

  @Override
  public Uni<Tagged> handle(Sort command, ImapSession session) {
    return SearchAnswer.run(session, command.returns(), () -> sort(command, session), "Sorted");
  }

  private Uni<Void> sort(Sort command, ImapSession session) {
    var tag = session.tag();
    return work.find(session, command.key(), command.uid())
        .chain(done -> sorter.sort(done.source(), done.matches(), orders(command.criteria()), done.progress())
            .chain(sorted -> work.answer(done, sorted, command.key().usesModSeq(),
                result -> SearchAnswer.of(result, "SORT", tag, command.uid(), command.returns()))))
        .chain(answer -> answer.give(session));
  }

  private static List<SortOrder> orders(List<SortKey> criteria) {
    return criteria.stream().map(key -> new SortOrder(by(key.field()), key.reverse())).toList();
  }

  private static SortOrder.By by(SortKey.Field field) {
    return switch (field) {
      case ARRIVAL -> SortOrder.By.ARRIVAL;
      case CC -> SortOrder.By.CC;
      case DATE -> SortOrder.By.DATE;
      case FROM -> SortOrder.By.FROM;
      case SIZE -> SortOrder.By.SIZE;
      case SUBJECT -> SortOrder.By.SUBJECT;
      case TO -> SortOrder.By.TO;
      case DISPLAYFROM -> SortOrder.By.DISPLAYFROM;
      case DISPLAYTO -> SortOrder.By.DISPLAYTO;
    };
  }
}
