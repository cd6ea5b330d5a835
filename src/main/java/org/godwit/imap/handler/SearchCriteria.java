package org.godwit.imap.handler;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.godwit.imap.command.SearchKey;
import org.godwit.imap.session.SelectedView;
import org.godwit.mail.EmailId;
import org.godwit.mail.Flags;
import org.godwit.mail.SequenceSet;
import org.godwit.mail.ThreadId;
import org.godwit.mail.UidSet;
import org.godwit.search.Criterion;

/**
 * What a search key means to this client at this moment: sequence numbers, {@code $} and {@code \Recent} become UIDs, intervals
 * become moments, days and sizes become ranges. Event loop of the session only.
 */
final class SearchCriteria {

  private static final Criterion NOTHING = new Criterion.Or(List.of());

  private final SelectedView view;
  private final long now;

  SearchCriteria(SelectedView view, Instant now) {
    this.view = view;
    this.now = now.getEpochSecond();
  }

  Criterion of(SearchKey key) {
    return switch (key) {
      case SearchKey.All _ -> new Criterion.All();
      case SearchKey.And and -> new Criterion.And(and.keys().stream().map(this::of).toList());
      case SearchKey.Or or -> new Criterion.Or(or.keys().stream().map(this::of).toList());
      case SearchKey.Not not -> new Criterion.Not(of(not.key()));
      case SearchKey.SequenceNumbers numbers -> new Criterion.Uids(uidsOf(numbers.set()));
      case SearchKey.Uids uids -> new Criterion.Uids(uids.set().resolveUids(view.largestUid()));
      case SearchKey.Saved _ -> new Criterion.Uids(view.savedResult());
      case SearchKey.SystemFlag flag -> new Criterion.SystemFlag(flag.bit());
      case SearchKey.Recent _ -> new Criterion.Uids(recent());
      case SearchKey.Keyword keyword -> keyword(keyword.keyword());
      case SearchKey.Header header -> new Criterion.Header(header.field(), header.text());
      case SearchKey.Body body -> new Criterion.Body(body.text());
      case SearchKey.Text text -> new Criterion.Text(text.text());
      case SearchKey.DateIs date -> day(date);
      // RFC 8514, 4.3: every mailbox here has save dates
      case SearchKey.SaveDateSupported _ -> new Criterion.All();
      case SearchKey.Larger larger -> new Criterion.Size(larger.octets() + 1, Long.MAX_VALUE);
      case SearchKey.Smaller smaller -> new Criterion.Size(0, smaller.octets() - 1);
      // RFC 5032, 2
      case SearchKey.Older older -> new Criterion.Arrived(Long.MIN_VALUE, now - older.seconds());
      case SearchKey.Younger younger -> new Criterion.Arrived(now - younger.seconds(), Long.MAX_VALUE);
      case SearchKey.ModSeq modSeq -> new Criterion.ModSeq(modSeq.modSeq());
      case SearchKey.EmailIdIs id -> emailId(EmailId.parse(id.objectId()));
      case SearchKey.ThreadIdIs id -> threadId(ThreadId.parse(id.objectId()));
    };
  }

  private static Criterion keyword(String keyword) {
    int bit = Flags.systemBit(keyword);
    return bit != 0 ? new Criterion.SystemFlag(bit) : new Criterion.Keyword(keyword);
  }

  private static Criterion emailId(EmailId id) {
    return id == null ? NOTHING : new Criterion.EmailId(id.value());
  }

  private static Criterion threadId(ThreadId id) {
    return id == null ? NOTHING : new Criterion.ThreadId(id.value());
  }

  private static Criterion day(SearchKey.DateIs key) {
    var field = switch (key.field()) {
      case INTERNAL -> Criterion.DateField.INTERNAL;
      case SENT -> Criterion.DateField.SENT;
      case SAVED -> Criterion.DateField.SAVED;
    };
    LocalDate date = key.date();
    long day = date.toEpochDay();
    return switch (key.order()) {
      case BEFORE -> new Criterion.Day(field, Long.MIN_VALUE, day - 1);
      case ON -> new Criterion.Day(field, day, day);
      case SINCE -> new Criterion.Day(field, day, Long.MAX_VALUE);
    };
  }

  /**
   * Messages with these sequence numbers. Numbers that no message has match none: unlike FETCH, a search asks which messages there
   * are, and clients ask for {@code 1:*} of an empty mailbox.
   */
  private UidSet uidsOf(SequenceSet set) {
    var ranges = set.resolve(view.size());
    var uids = new UidSet.Builder();
    for (int i = 0; i < ranges.count(); i++) {
      uids.addRange(view.uid(ranges.first(i)), view.uid(ranges.last(i)));
    }
    return uids.build();
  }

  private UidSet recent() {
    return view.recent();
  }
}
