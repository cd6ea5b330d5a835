package org.godwit.imap.command;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.godwit.imap.command.SearchKey.DateField;
import org.godwit.imap.command.SearchKey.DateOrder;
import org.godwit.mail.Flags;
import org.godwit.mail.SequenceSet;

/**
 * {@code search-key} (RFC 9051, 9; RFC 3501, 9; RFC 5032; RFC 7162, 7; RFC 8474, 7; RFC 8514, 5). Recursion ends at
 * {@link SearchKey#DEPTH_MAX}; a chain of ORs in the last place, as clients write long ones, is no nesting.
 */
final class SearchKeyParser {

  private final CommandReader in;
  private final Charset charset;
  private int depth;

  SearchKeyParser(CommandReader in, Charset charset) {
    this.in = in;
    this.charset = charset;
  }

  /** {@code search-key *(SP search-key)} to the end of the command. */
  SearchKey program() throws ParseException {
    List<SearchKey> keys = new ArrayList<>();
    keys.add(key());
    while (in.more()) {
      in.expect("search key");
      keys.add(key());
    }
    return and(keys);
  }

  private static SearchKey and(List<SearchKey> keys) {
    return keys.size() == 1 ? keys.getFirst() : new SearchKey.And(List.copyOf(keys));
  }

  private SearchKey key() throws ParseException {
    if (++depth > SearchKey.DEPTH_MAX) {
      throw ParseException.no("LIMIT", "Search keys nest deeper than " + SearchKey.DEPTH_MAX);
    }
    SearchKey key = switch (in.peek()) {
      case '(' -> group();
      case '$', '*', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> numbers();
      default -> named(in.want("search key").keyword());
    };
    depth--;
    return key;
  }

  /** {@code "(" search-key *(SP search-key) ")"} */
  private SearchKey group() throws ParseException {
    List<SearchKey> keys = new ArrayList<>();
    if (in.want("search key").list(() -> keys.add(key())) == 0) {
      throw ParseException.bad("Expected search key in parentheses");
    }
    return and(keys);
  }

  private SearchKey numbers() throws ParseException {
    SequenceSet set = in.want("sequence set").sequenceSet();
    return set.isSavedResult() ? new SearchKey.Saved() : new SearchKey.SequenceNumbers(set);
  }

  private SearchKey named(String name) throws ParseException {
    SearchKey flag = flag(name);
    if (flag != null) {
      return flag;
    }
    return switch (name) {
      case "ALL" -> new SearchKey.All();
      case "NOT" -> not(nested());
      case "OR" -> or();
      case "UID" -> uids();
      case "KEYWORD" -> keyword();
      case "UNKEYWORD" -> not(keyword());
      case "BCC", "CC", "FROM", "SUBJECT", "TO" -> new SearchKey.Header(name.toLowerCase(Locale.ROOT), text());
      case "HEADER" -> header();
      case "BODY" -> new SearchKey.Body(text());
      case "TEXT" -> new SearchKey.Text(text());
      case "LARGER" -> new SearchKey.Larger(in.expect("size").number(Long.MAX_VALUE));
      case "SMALLER" -> new SearchKey.Smaller(in.expect("size").number(Long.MAX_VALUE));
      case "OLDER" -> new SearchKey.Older(seconds());
      case "YOUNGER" -> new SearchKey.Younger(seconds());
      case "MODSEQ" -> modSeq();
      case "EMAILID" -> new SearchKey.EmailIdIs(objectId());
      case "THREADID" -> new SearchKey.ThreadIdIs(objectId());
      case "SAVEDATESUPPORTED" -> new SearchKey.SaveDateSupported();
      default -> date(name);
    };
  }

  private static SearchKey flag(String name) {
    return switch (name) {
      case "ANSWERED" -> new SearchKey.SystemFlag(Flags.ANSWERED);
      case "DELETED" -> new SearchKey.SystemFlag(Flags.DELETED);
      case "DRAFT" -> new SearchKey.SystemFlag(Flags.DRAFT);
      case "FLAGGED" -> new SearchKey.SystemFlag(Flags.FLAGGED);
      case "SEEN" -> new SearchKey.SystemFlag(Flags.SEEN);
      case "UNANSWERED" -> not(new SearchKey.SystemFlag(Flags.ANSWERED));
      case "UNDELETED" -> not(new SearchKey.SystemFlag(Flags.DELETED));
      case "UNDRAFT" -> not(new SearchKey.SystemFlag(Flags.DRAFT));
      case "UNFLAGGED" -> not(new SearchKey.SystemFlag(Flags.FLAGGED));
      case "UNSEEN" -> not(new SearchKey.SystemFlag(Flags.SEEN));
      case "RECENT" -> new SearchKey.Recent();
      case "OLD" -> not(new SearchKey.Recent());
      case "NEW" -> new SearchKey.And(List.of(new SearchKey.Recent(), not(new SearchKey.SystemFlag(Flags.SEEN))));
      default -> null;
    };
  }

  private static SearchKey not(SearchKey key) {
    return new SearchKey.Not(key);
  }

  private SearchKey nested() throws ParseException {
    in.expect("search key");
    return key();
  }

  /** {@code "OR" SP search-key SP search-key}; while the second is an OR again, its keys join the first. */
  private SearchKey or() throws ParseException {
    List<SearchKey> keys = new ArrayList<>();
    do {
      keys.add(nested());
      in.expect("search key");
    } while (skipOr());
    keys.add(key());
    return new SearchKey.Or(List.copyOf(keys));
  }

  private boolean skipOr() throws ParseException {
    boolean or = in.looksAt("OR ");
    if (or) {
      in.keyword();
    }
    return or;
  }

  /** {@code "UID" SP sequence-set} */
  private SearchKey uids() throws ParseException {
    SequenceSet set = in.expect("sequence set").sequenceSet();
    return set.isSavedResult() ? new SearchKey.Saved() : new SearchKey.Uids(set);
  }

  /** {@code "KEYWORD" SP flag-keyword} */
  private SearchKey keyword() throws ParseException {
    return new SearchKey.Keyword(FlagsArgument.keyword(in.expect("keyword")));
  }

  /** {@code "HEADER" SP header-fld-name SP astring} */
  private SearchKey header() throws ParseException {
    String field = in.expect("header field name").astring(StandardCharsets.US_ASCII);
    return new SearchKey.Header(field.toLowerCase(Locale.ROOT), text());
  }

  private String text() throws ParseException {
    return in.expect("text").astring(charset);
  }

  /** {@code ("OLDER" / "YOUNGER") SP nz-number} (RFC 5032, 3) */
  private long seconds() throws ParseException {
    return in.expect("seconds").nzNumber(SequenceSet.NUMBER_MAX);
  }

  /** {@code objectid = 1*255(ALPHA / DIGIT / "_" / "-")} (RFC 8474, 7) */
  private String objectId() throws ParseException {
    String id = in.expect("object id").run(Ascii::isObjectId);
    if (id.length() > 255) {
      throw in.invalid("longer than 255 characters");
    }
    return id;
  }

  /**
   * {@code "MODSEQ" [SP entry-name SP entry-type-req] SP mod-sequence-valzer}, {@code entry-name = DQUOTE "/flags/" attr-flag
   * DQUOTE}, {@code entry-type-req = "priv" / "shared" / "all"} (RFC 7162, 3.1.5).
   */
  private SearchKey modSeq() throws ParseException {
    in.expect("mod-sequence or entry name");
    Optional<String> flag = Optional.empty();
    if (in.peek() == '"') {
      flag = Optional.of(entryFlag());
      String type = in.expect("entry type").keyword();
      if (!List.of("PRIV", "SHARED", "ALL").contains(type)) {
        throw ParseException.bad("Entry type must be priv, shared or all");
      }
      in.expect("mod-sequence");
    }
    return new SearchKey.ModSeq(in.number(Long.MAX_VALUE), flag);
  }

  private String entryFlag() throws ParseException {
    String entry = in.decoded(in.want("entry name").string(), StandardCharsets.US_ASCII);
    if (entry.length() < 8 || !entry.regionMatches(true, 0, "/flags/", 0, 7)) {
      throw in.invalid("must be /flags/ and a flag");
    }
    return entry.substring(7);
  }

  /** {@code [("SENT" / "SAVED")] ("BEFORE" / "ON" / "SINCE") SP date} */
  private SearchKey date(String name) throws ParseException {
    DateField field = DateField.INTERNAL;
    String order = name;
    if (name.startsWith("SENT")) {
      field = DateField.SENT;
      order = name.substring(4);
    } else if (name.startsWith("SAVED")) {
      field = DateField.SAVED;
      order = name.substring(5);
    }
    for (DateOrder known : DateOrder.values()) {
      if (known.name().equals(order)) {
        return new SearchKey.DateIs(field, known, DateArguments.date(in.expect("date")));
      }
    }
    throw ParseException.bad("Unknown search key " + Ascii.shortened(name));
  }
}
