package org.godwit.imap.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.godwit.imap.command.Commands.answer;
import static org.godwit.imap.command.Commands.parse;
import static org.godwit.imap.command.Commands.utf8;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.godwit.imap.command.SearchKey.DateField;
import org.godwit.imap.command.SearchKey.DateOrder;
import org.godwit.mail.Flags;
import org.godwit.mail.SequenceSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchParserTest {

  private static final SearchKey SEEN = new SearchKey.SystemFlag(Flags.SEEN);
  private static final SearchKey DELETED = new SearchKey.SystemFlag(Flags.DELETED);
  private static final SearchKey DRAFT = new SearchKey.SystemFlag(Flags.DRAFT);

  @Test
  void flags() {
    assertThat(key("ANSWERED")).isEqualTo(new SearchKey.SystemFlag(Flags.ANSWERED));
    assertThat(key("unanswered")).isEqualTo(not(new SearchKey.SystemFlag(Flags.ANSWERED)));
    assertThat(key("DELETED")).isEqualTo(DELETED);
    assertThat(key("UNDELETED")).isEqualTo(not(DELETED));
    assertThat(key("DRAFT")).isEqualTo(DRAFT);
    assertThat(key("UNDRAFT")).isEqualTo(not(DRAFT));
    assertThat(key("FLAGGED")).isEqualTo(new SearchKey.SystemFlag(Flags.FLAGGED));
    assertThat(key("UNFLAGGED")).isEqualTo(not(new SearchKey.SystemFlag(Flags.FLAGGED)));
    assertThat(key("SEEN")).isEqualTo(SEEN);
    assertThat(key("UNSEEN")).isEqualTo(not(SEEN));
    assertThat(key("RECENT")).isEqualTo(new SearchKey.Recent());
    assertThat(key("OLD")).isEqualTo(not(new SearchKey.Recent()));
    assertThat(key("NEW")).isEqualTo(new SearchKey.And(List.of(new SearchKey.Recent(), not(SEEN))));
    assertThat(key("KEYWORD $MDNSent")).isEqualTo(new SearchKey.Keyword("$MDNSent"));
    assertThat(key("UNKEYWORD x")).isEqualTo(not(new SearchKey.Keyword("x")));
  }

  @Test
  void texts() {
    assertThat(key("BCC a")).isEqualTo(new SearchKey.Header("bcc", "a"));
    assertThat(key("CC a")).isEqualTo(new SearchKey.Header("cc", "a"));
    assertThat(key("FROM \"Smith\"")).isEqualTo(new SearchKey.Header("from", "Smith"));
    assertThat(key("SUBJECT {3}\r\na b")).isEqualTo(new SearchKey.Header("subject", "a b"));
    assertThat(key("TO \"\"")).isEqualTo(new SearchKey.Header("to", ""));
    assertThat(key("HEADER Message-ID <a@b>")).isEqualTo(new SearchKey.Header("message-id", "<a@b>"));
    assertThat(key("BODY a")).isEqualTo(new SearchKey.Body("a"));
    assertThat(key("TEXT a")).isEqualTo(new SearchKey.Text("a"));
  }

  @Test
  void numbers() {
    assertThat(key("2,4:7,9,12:*")).isEqualTo(new SearchKey.SequenceNumbers(SequenceSet.parse("2,4:7,9,12:*")));
    assertThat(key("*")).isEqualTo(new SearchKey.SequenceNumbers(SequenceSet.parse("*")));
    assertThat(key("UID 1:5")).isEqualTo(new SearchKey.Uids(SequenceSet.range(1, 5)));
    assertThat(key("$")).isEqualTo(new SearchKey.Saved());
    assertThat(key("UID $")).isEqualTo(new SearchKey.Saved());
    assertThat(key("LARGER 0")).isEqualTo(new SearchKey.Larger(0));
    assertThat(key("SMALLER 9223372036854775807")).isEqualTo(new SearchKey.Smaller(Long.MAX_VALUE));
    assertThat(key("OLDER 3600")).isEqualTo(new SearchKey.Older(3600));
    assertThat(key("YOUNGER 4294967295")).isEqualTo(new SearchKey.Younger(4294967295L));
    assertThat(key("MODSEQ 0")).isEqualTo(new SearchKey.ModSeq(0, Optional.empty()));
    assertThat(key("MODSEQ \"/flags/\\\\draft\" all 620162338"))
        .isEqualTo(new SearchKey.ModSeq(620162338, Optional.of("\\draft")));
    assertThat(key("EMAILID M6d99ac3275bb4e")).isEqualTo(new SearchKey.EmailIdIs("M6d99ac3275bb4e"));
    assertThat(key("THREADID T64b478a75b7ea9")).isEqualTo(new SearchKey.ThreadIdIs("T64b478a75b7ea9"));
  }

  @Test
  void dates() {
    var date = LocalDate.of(1994, 2, 1);
    assertThat(key("BEFORE 1-Feb-1994")).isEqualTo(new SearchKey.DateIs(DateField.INTERNAL, DateOrder.BEFORE, date));
    assertThat(key("ON \"01-FEB-1994\"")).isEqualTo(new SearchKey.DateIs(DateField.INTERNAL, DateOrder.ON, date));
    assertThat(key("SINCE 1-feb-1994")).isEqualTo(new SearchKey.DateIs(DateField.INTERNAL, DateOrder.SINCE, date));
    assertThat(key("SENTBEFORE 1-Feb-1994")).isEqualTo(new SearchKey.DateIs(DateField.SENT, DateOrder.BEFORE, date));
    assertThat(key("SENTON 1-Feb-1994")).isEqualTo(new SearchKey.DateIs(DateField.SENT, DateOrder.ON, date));
    assertThat(key("SENTSINCE 1-Feb-1994")).isEqualTo(new SearchKey.DateIs(DateField.SENT, DateOrder.SINCE, date));
    assertThat(key("SAVEDBEFORE 1-Feb-1994")).isEqualTo(new SearchKey.DateIs(DateField.SAVED, DateOrder.BEFORE, date));
    assertThat(key("SAVEDON 1-Feb-1994")).isEqualTo(new SearchKey.DateIs(DateField.SAVED, DateOrder.ON, date));
    assertThat(key("SAVEDSINCE 1-Feb-1994")).isEqualTo(new SearchKey.DateIs(DateField.SAVED, DateOrder.SINCE, date));
    assertThat(key("SAVEDATESUPPORTED")).isEqualTo(new SearchKey.SaveDateSupported());
  }

  @Test
  void combinations() {
    assertThat(key("ALL")).isEqualTo(new SearchKey.All());
    assertThat(key("SEEN DELETED")).isEqualTo(new SearchKey.And(List.of(SEEN, DELETED)));
    assertThat(key("(SEEN)")).isEqualTo(SEEN);
    assertThat(key("(SEEN DRAFT) NOT (DELETED)"))
        .isEqualTo(new SearchKey.And(List.of(new SearchKey.And(List.of(SEEN, DRAFT)), not(DELETED))));
    assertThat(key("OR SEEN DELETED")).isEqualTo(new SearchKey.Or(List.of(SEEN, DELETED)));
    assertThat(key("OR SEEN OR DELETED DRAFT")).isEqualTo(new SearchKey.Or(List.of(SEEN, DELETED, DRAFT)));
    assertThat(key("OR OR SEEN DELETED DRAFT"))
        .isEqualTo(new SearchKey.Or(List.of(new SearchKey.Or(List.of(SEEN, DELETED)), DRAFT)));
    assertThat(key("OR SEEN (OR DELETED DRAFT) ALL")).isEqualTo(new SearchKey.And(List.of(
        new SearchKey.Or(List.of(SEEN, new SearchKey.Or(List.of(DELETED, DRAFT)))), new SearchKey.All())));
    assertThat(key("NOT NOT SEEN")).isEqualTo(not(not(SEEN)));
  }

  @Test
  void charsets() {
    String cyrillic = "привет";
    assertThat(key("CHARSET UTF-8 TEXT {12}\r\n" + utf8(cyrillic))).isEqualTo(new SearchKey.Text(cyrillic));
    assertThat(key("TEXT " + utf8('"' + cyrillic + '"'))).isEqualTo(new SearchKey.Text(cyrillic));
    assertThat(key("CHARSET \"iso-8859-1\" TEXT \"\u00e9\"")).isEqualTo(new SearchKey.Text("é"));
    assertThat(key("CHARSET US-ASCII TEXT a")).isEqualTo(new SearchKey.Text("a"));
    assertThat(answer("SEARCH CHARSET X-FOO TEXT a")).isEqualTo("NO [BADCHARSET (US-ASCII UTF-8 ISO-8859-1)] Unknown charset");
    assertThat(answer("SEARCH CHARSET {3}\r\n\u00e9 x TEXT a")).startsWith("NO [BADCHARSET ");
    assertThat(answer("SEARCH TEXT \"\u00e9\"")).isEqualTo("BAD Invalid text: not valid UTF-8");
  }

  @Test
  void noCharsetWithUtf8Accept() {
    var utf8Accept = new ParseContext(true, '/', false);
    assertThat(Commands.error("SEARCH CHARSET UTF-8 TEXT a", utf8Accept).isNo()).isFalse();
    assertThat(parse("SEARCH TEXT " + utf8("\"é\""), utf8Accept))
        .isEqualTo(new ImapCommand.Search(false, Optional.empty(), new SearchKey.Text("é")));
  }

  @Test
  void returnOptions() {
    assertThat(search("SEARCH ALL").returns()).isEmpty();
    assertThat(search("SEARCH RETURN () SEEN").returns())
        .contains(new ReturnOptions(false, false, true, false, false, Optional.empty()));
    assertThat(search("UID SEARCH RETURN (MIN max COUNT) CHARSET UTF-8 SEEN").returns())
        .contains(new ReturnOptions(true, true, false, true, false, Optional.empty()));
    assertThat(search("SEARCH RETURN (SAVE) SEEN").returns().orElseThrow().onlySave()).isTrue();
    assertThat(search("SEARCH RETURN (SAVE ALL) SEEN").returns().orElseThrow().onlySave()).isFalse();
    assertThat(search("SEARCH RETURN (PARTIAL -1:-100) SEEN").returns().orElseThrow().partial())
        .contains(new PartialRange(-1, -100));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
      "SEARCH|BAD Expected search key after SEARCH",
      "SEARCH FOO|BAD Unknown search key FOO",
      "SEARCH SENT 1-Feb-1994|BAD Unknown search key SENT",
      "SEARCH ()|BAD Expected search key in parentheses",
      "SEARCH (SEEN|BAD Expected space or ) after SEEN",
      "SEARCH SEEN)|BAD Unexpected text after SEEN",
      "SEARCH NOT|BAD Expected search key after NOT",
      "SEARCH OR SEEN|BAD Expected search key after SEEN",
      "SEARCH OR|BAD Expected search key after OR",
      "SEARCH FROM|BAD Expected text after FROM",
      "SEARCH HEADER a|BAD Expected text after header field name",
      "SEARCH KEYWORD \\Seen|BAD Expected keyword after KEYWORD",
      "SEARCH BEFORE 31-Feb-1994|BAD Invalid date: there is no such date",
      "SEARCH BEFORE \"1-Feb-1994|BAD Expected \" after date",
      "SEARCH LARGER -1|BAD Expected size after LARGER",
      "SEARCH OLDER 0|BAD Invalid seconds: must not be 0",
      "SEARCH UID x|BAD Expected sequence set after UID",
      "SEARCH 0|BAD Number 0 in sequence set",
      "SEARCH MODSEQ \"/x/y\" all 1|BAD Invalid entry name: must be /flags/ and a flag",
      "SEARCH MODSEQ \"/flags/y\" foo 1|BAD Entry type must be priv, shared or all",
      "SEARCH EMAILID <x>|BAD Expected object id after EMAILID",
      "SEARCH CHARSET UTF-8|BAD Expected search key after charset",
      "SEARCH RETURN (ALL PARTIAL 1:2) SEEN|BAD ALL and PARTIAL exclude each other",
      "SEARCH RETURN (PARTIAL 1:2 PARTIAL 1:2) SEEN|BAD PARTIAL twice",
      "SEARCH RETURN (PARTIAL 0:2) SEEN|BAD Invalid partial range: must not be 0",
      "SEARCH RETURN (PARTIAL) SEEN|BAD Expected partial range after PARTIAL",
      "SEARCH RETURN (UPDATE) SEEN|BAD Unknown return option UPDATE",
      "SEARCH RETURN (ALL)|BAD Expected search key after return options",
      "SORT (DATE)|BAD Expected charset after sort criteria",
      "SORT () UTF-8 ALL|BAD Expected 1 to 20 sort criteria",
      "SORT (REVERSE) UTF-8 ALL|BAD Expected sort key after REVERSE",
      "SORT (FOO) UTF-8 ALL|BAD Unknown sort key FOO",
      "SORT DATE UTF-8 ALL|BAD Expected sort criteria after SORT",
      "SORT (DATE) UTF-8|BAD Expected search key after charset",
      "THREAD FOO UTF-8 ALL|BAD Unknown threading algorithm FOO",
      "THREAD REFS|BAD Expected charset after REFS",
  })
  void errors(String command, String answer) {
    assertThat(answer(command)).isEqualTo(answer);
  }

  @Test
  void sort() {
    assertThat(parse("SORT (SUBJECT REVERSE DATE) UTF-8 ALL")).isEqualTo(new ImapCommand.Sort(false, Optional.empty(),
        List.of(new SortKey(SortKey.Field.SUBJECT, false), new SortKey(SortKey.Field.DATE, true)), new SearchKey.All()));
    var sort = (ImapCommand.Sort) parse("UID SORT RETURN (MIN) (DISPLAYFROM) US-ASCII UNDELETED");
    assertThat(sort.uid()).isTrue();
    assertThat(sort.returns().orElseThrow().min()).isTrue();
    for (SortKey.Field field : SortKey.Field.values()) {
      assertThat(((ImapCommand.Sort) parse("SORT (" + field + ") UTF-8 ALL")).criteria().getFirst().field()).isEqualTo(field);
    }
  }

  @Test
  void thread() {
    assertThat(parse("THREAD ORDEREDSUBJECT UTF-8 SINCE 5-MAR-2000")).isEqualTo(new ImapCommand.Thread(false,
        ThreadAlgorithm.ORDEREDSUBJECT, new SearchKey.DateIs(DateField.INTERNAL, DateOrder.SINCE, LocalDate.of(2000, 3, 5))));
    assertThat(parse("UID THREAD references US-ASCII TEXT \"gewp\""))
        .isEqualTo(new ImapCommand.Thread(true, ThreadAlgorithm.REFERENCES, new SearchKey.Text("gewp")));
  }

  @Test
  void nestingHasABound() {
    int most = SearchKey.DEPTH_MAX - 1;
    assertThat(key("(".repeat(most) + "SEEN" + ")".repeat(most))).isEqualTo(SEEN);
    assertThat(answer("SEARCH " + "(".repeat(most + 1) + "SEEN" + ")".repeat(most + 1)))
        .isEqualTo("NO [LIMIT] Search keys nest deeper than 200");
    assertThat(answer("SEARCH " + "NOT ".repeat(100_000) + "SEEN")).startsWith("NO [LIMIT]");
    assertThat(answer("SEARCH " + "(".repeat(100_000))).startsWith("NO [LIMIT]");
    assertThat(answer("SEARCH " + "OR OR ".repeat(100_000))).startsWith("NO [LIMIT]");
    var chain = (SearchKey.Or) key("OR SEEN ".repeat(5000) + "SEEN");
    assertThat(chain.keys()).hasSize(5001);
  }

  @Test
  void whatAKeyUses() {
    assertThat(key("OR SEEN (NOT MODSEQ 5)").usesModSeq()).isTrue();
    assertThat(key("OR SEEN (NOT 5)").usesModSeq()).isFalse();
    assertThat(key("OR SEEN (NOT $) ALL").usesSavedResult()).isTrue();
    assertThat(key("OR SEEN (NOT 5) ALL").usesSavedResult()).isFalse();
  }

  private static SearchKey not(SearchKey key) {
    return new SearchKey.Not(key);
  }

  private static SearchKey key(String keys) {
    return search("SEARCH " + keys).key();
  }

  private static ImapCommand.Search search(String command) {
    return (ImapCommand.Search) parse(command);
  }
}
