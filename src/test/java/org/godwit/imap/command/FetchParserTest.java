package org.godwit.imap.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.godwit.imap.command.Commands.answer;
import static org.godwit.imap.command.Commands.parse;
import static org.godwit.imap.command.Commands.utf8;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.godwit.imap.command.FetchItem.Attribute;
import org.godwit.imap.command.FetchItem.Rfc822;
import org.godwit.mail.SequenceSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FetchParserTest {

  @Test
  void macros() {
    assertThat(items("FAST")).containsExactly(Attribute.FLAGS, Attribute.INTERNALDATE, Attribute.RFC822_SIZE);
    assertThat(items("all"))
        .containsExactly(Attribute.FLAGS, Attribute.INTERNALDATE, Attribute.RFC822_SIZE, Attribute.ENVELOPE);
    assertThat(items("FULL")).containsExactly(Attribute.FLAGS, Attribute.INTERNALDATE, Attribute.RFC822_SIZE,
        Attribute.ENVELOPE, Attribute.BODY);
  }

  @Test
  void attributes() {
    for (Attribute attribute : Attribute.values()) {
      assertThat(items(attribute.wire().toLowerCase())).containsExactly(attribute);
    }
    for (Rfc822 old : Rfc822.values()) {
      assertThat(items("( " + old.wire() + " UID UID )")).containsExactly(old, Attribute.UID);
    }
    assertThat(items("(PREVIEW)")).containsExactly(new FetchItem.Preview(false));
    assertThat(items("(PREVIEW (LAZY) UID)")).containsExactly(new FetchItem.Preview(true), Attribute.UID);
    assertThat(items("PREVIEW (lazy)")).containsExactly(new FetchItem.Preview(true));
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "", "HEADER", "TEXT", "1", "1.2.3", "4.2.HEADER", "4.2.TEXT", "1.MIME", "HEADER.FIELDS (DATE FROM)",
      "4.2.HEADER.FIELDS.NOT (X-Spam)", "HEADER.FIELDS (\"a b\" \"q\\\"\")", "4294967295"})
  void sectionsRoundTrip(String section) {
    var body = (FetchItem.Body) items("BODY[" + section + "]").getFirst();
    assertThat(body.section()).hasToString(section);
    assertThat(body.peek()).isFalse();
    assertThat(body.partial()).isEmpty();
    var peek = (FetchItem.Body) items("(body.peek[" + section.toLowerCase() + "]<10.20>)").getFirst();
    assertThat(peek.peek()).isTrue();
    assertThat(peek.partial()).contains(new Partial(10, 20));
    assertThat(peek.section().toString()).isEqualToIgnoringCase(section);
  }

  @Test
  void headerFieldsInLiterals() {
    var body = (FetchItem.Body) items("BODY[HEADER.FIELDS ({4}\r\nDATE {4}\r\nFROM)]").getFirst();
    assertThat(body.section().fields()).containsExactly("DATE", "FROM");
  }

  @Test
  void headerFieldsThatCouldNotBeRepeated() {
    assertThat(answer("FETCH 1 BODY[HEADER.FIELDS ({4}\r\na\r\nb)]")).startsWith("BAD Invalid header field name");
    assertThat(answer("FETCH 1 BODY[HEADER.FIELDS (\"\")]")).startsWith("BAD Invalid header field name");
    assertThat(answer("FETCH 1 BODY[HEADER.FIELDS (" + utf8("\"é\"") + ")]")).startsWith("BAD Invalid header field name");
    assertThat(((FetchItem.Body) items("BODY[HEADER.FIELDS ({3}\r\na]b)]").getFirst()).section())
        .hasToString("HEADER.FIELDS (\"a]b\")");
  }

  @Test
  void binary() {
    assertThat(items("BINARY[]")).containsExactly(new FetchItem.Binary(List.of(), Optional.empty(), false));
    assertThat(items("BINARY.PEEK[1.2]<0.5>"))
        .containsExactly(new FetchItem.Binary(List.of(1L, 2L), Optional.of(new Partial(0, 5)), true));
    assertThat(items("(BINARY.SIZE[3])")).containsExactly(new FetchItem.BinarySize(List.of(3L)));
  }

  @Test
  void partialLimits() {
    var body = (FetchItem.Body) items("BODY[]<9223372036854775807.9223372036854775807>").getFirst();
    assertThat(body.partial()).contains(new Partial(Long.MAX_VALUE, Long.MAX_VALUE));
  }

  @Test
  void whatSetsSeen() {
    assertThat(items("(BODY[] BODY[HEADER] BINARY[1] RFC822 RFC822.TEXT)")).allMatch(FetchItem::setsSeen);
    assertThat(items("(BODY.PEEK[] BINARY.PEEK[1] BINARY.SIZE[1] RFC822.HEADER BODY FLAGS PREVIEW)"))
        .noneMatch(FetchItem::setsSeen);
  }

  @Test
  void modifiers() {
    assertThat(fetch("FETCH 1:* (FLAGS) (CHANGEDSINCE 12345)").modifiers())
        .isEqualTo(new FetchModifiers(OptionalLong.of(12345), false, Optional.empty()));
    assertThat(fetch("UID FETCH 300:500 (FLAGS) (changedsince 12345 vanished)").modifiers())
        .isEqualTo(new FetchModifiers(OptionalLong.of(12345), true, Optional.empty()));
    assertThat(fetch("UID FETCH 1:* (UID FLAGS) (PARTIAL -1:-30 CHANGEDSINCE 98305)").modifiers())
        .isEqualTo(new FetchModifiers(OptionalLong.of(98305), false, Optional.of(new PartialRange(-1, -30))));
    assertThat(fetch("FETCH 1 PREVIEW (CHANGEDSINCE 5)").items()).containsExactly(new FetchItem.Preview(false));
    assertThat(fetch("FETCH 1 FAST (CHANGEDSINCE 5)").modifiers().changedSince()).hasValue(5);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
      "FETCH|BAD Expected sequence set after FETCH",
      "FETCH 1|BAD Expected data items after sequence set",
      "FETCH 1 ()|BAD Expected data item in parentheses",
      "FETCH 1 FOO|BAD Unknown data item FOO",
      "FETCH 1 (ALL)|BAD Unknown data item ALL",
      "FETCH 1 (FLAGS|BAD Expected space or ) after FLAGS",
      "FETCH 1 (FLAGS)x|BAD Unexpected text after data items",
      "FETCH 1 FLAGS UID|BAD Unexpected text after FLAGS",
      "FETCH 1 BODY.PEEK|BAD Expected [ after BODY.PEEK",
      "FETCH 1 BODY[MIME]|BAD Unknown section MIME",
      "FETCH 1 BODY[FOO]|BAD Unknown section FOO",
      "FETCH 1 BODY[1.]|BAD Expected section after BODY",
      "FETCH 1 BODY[0]|BAD Invalid section: must not be 0",
      "FETCH 1 BODY[1..2]|BAD Unknown section .2",
      "FETCH 1 BODY[HEADER.FIELDS]|BAD Expected header list after section",
      "FETCH 1 BODY[HEADER.FIELDS ()]|BAD Expected 1 to 1000 header field names",
      "FETCH 1 BODY[|BAD Expected section after BODY",
      "FETCH 1 BODY[TEXT|BAD Expected ] after section",
      "FETCH 1 BODY[]<0.0>|BAD Invalid partial length: must not be 0",
      "FETCH 1 BODY[]<0>|BAD Expected . after partial offset",
      "FETCH 1 BODY[]<-1.5>|BAD Expected partial offset after section",
      "FETCH 1 BODY[]<0.9223372036854775808>|BAD Invalid partial length: number above 9223372036854775807",
      "FETCH 1 BINARY[TEXT]|BAD Expected ] after part number",
      "FETCH 1 BINARY[1.]|BAD Expected part number after BINARY",
      "FETCH 1 BINARY.SIZE|BAD Expected [ after BINARY.SIZE",
      "FETCH 1 (PREVIEW (FOO))|BAD Expected data item after PREVIEW",
      "FETCH 1 UID (CHANGEDSINCE 0)|BAD Invalid mod-sequence: must not be 0",
      "FETCH 1 UID (VANISHED)|BAD VANISHED is for UID FETCH only",
      "UID FETCH 1 UID (VANISHED)|BAD VANISHED needs CHANGEDSINCE",
      "FETCH 1 UID (PARTIAL 1:5)|BAD PARTIAL is for UID FETCH only",
      "UID FETCH 1 UID (PARTIAL 1:-5)|BAD Invalid partial range: both ends must count from the same side",
      "UID FETCH 1 UID (FOO)|BAD Unknown FETCH modifier FOO",
      "UID FETCH 1 UID (CHANGEDSINCE 1 CHANGEDSINCE 1)|BAD Modifier CHANGEDSINCE twice",
  })
  void errors(String command, String answer) {
    assertThat(answer(command)).isEqualTo(answer);
  }

  @Test
  void bounds() {
    var many = new StringBuilder();
    for (int i = 1; i < 1003; i++) {
      many.append(" BODY[").append(i).append(']');
    }
    assertThat(answer("FETCH 1 (" + many + ")")).isEqualTo("NO [LIMIT] More than 1000 data items");
    assertThat(fetch("FETCH 1 BODY[" + "1.".repeat(5000) + "1]").items()).hasSize(1);
  }

  private static List<FetchItem> items(String items) {
    return fetch("FETCH 1 " + items).items();
  }

  private static ImapCommand.Fetch fetch(String command) {
    var fetch = (ImapCommand.Fetch) parse(command);
    assertThat(fetch.messages()).isNotEqualTo(SequenceSet.SAVED_RESULT);
    return fetch;
  }
}
