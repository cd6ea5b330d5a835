package org.godwit.imap.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code sort = "SORT" [search-return-opts] SP "(" sort-key *(SP sort-key) ")" SP charset 1*(SP search-key)} (RFC 5256, 5; RFC
 * 5267, 5; RFC 5957, 4).
 */
final class SortParser {

  private static final int CRITERIA_MAX = 20;

  private SortParser() {}

  static ImapCommand parse(CommandReader in, boolean uid) throws ParseException {
    in.expect("sort criteria");
    Optional<ReturnOptions> returns = ReturnParser.parse(in);
    if (returns.isPresent()) {
      in.expect("sort criteria");
    }
    List<SortKey> criteria = new ArrayList<>();
    in.list(() -> criteria.add(key(in)));
    if (criteria.isEmpty() || criteria.size() > CRITERIA_MAX) {
      throw ParseException.bad("Expected 1 to " + CRITERIA_MAX + " sort criteria");
    }
    return new ImapCommand.Sort(uid, returns, List.copyOf(criteria), SearchParser.criteria(in));
  }

  /** {@code sort-criterion = ["REVERSE" SP] sort-key} */
  private static SortKey key(CommandReader in) throws ParseException {
    String word = in.want("sort key").keyword();
    boolean reverse = word.equals("REVERSE");
    if (reverse) {
      word = in.expect("sort key").keyword();
    }
    return new SortKey(Keywords.find(SortKey.Field.values(), word, "sort key"), reverse);
  }
}
