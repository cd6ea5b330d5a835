package org.godwit.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.mutiny.Uni;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.godwit.mail.Flags;
import org.godwit.mail.UidSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SearcherTest {

  private static final Criterion ALL = new Criterion.All();

  private static TestMailbox one(String message) {
    return new TestMailbox().add(message);
  }

  private static boolean has(String message, Criterion criterion) {
    return !one(message).search(criterion).isEmpty();
  }

  private static boolean bodyHas(String headers, byte[] body, String text) {
    byte[] head = (headers + "\n").replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
    byte[] message = new byte[head.length + body.length];
    System.arraycopy(head, 0, message, 0, head.length);
    System.arraycopy(body, 0, message, head.length, body.length);
    var mailbox = new TestMailbox().add(message, Flags.NONE, TestMailbox.DAY);
    return !mailbox.search(new Criterion.Body(text)).isEmpty();
  }

  // --- columns ---

  @Test
  void columns() {
    var mailbox = new TestMailbox()
        .add("Subject: a\n\n", Flags.ofSystem(Flags.SEEN), TestMailbox.DAY)
        .add("Subject: bb\n\n", new Flags(0, List.of("$Junk")), TestMailbox.DAY.plusDays(1))
        .add("Subject: ccc\n\n", new Flags(Flags.SEEN | Flags.FLAGGED, List.of("$junk", "x")), TestMailbox.DAY.plusDays(2));
    assertThat(mailbox.search(ALL)).containsExactly(1, 2, 3);
    assertThat(mailbox.search(new Criterion.SystemFlag(Flags.SEEN))).containsExactly(1, 3);
    assertThat(mailbox.search(new Criterion.Not(new Criterion.SystemFlag(Flags.SEEN)))).containsExactly(2);
    assertThat(mailbox.search(new Criterion.Keyword("$JUNK"))).containsExactly(2, 3);
    assertThat(mailbox.search(new Criterion.Uids(UidSet.range(15, 30)))).containsExactly(2, 3);
    assertThat(mailbox.search(new Criterion.ModSeq(2))).containsExactly(2, 3);
    assertThat(mailbox.search(new Criterion.EmailId(102))).containsExactly(2);
    assertThat(mailbox.search(new Criterion.Size(15, 15))).containsExactly(2);
    assertThat(mailbox.search(new Criterion.Arrived(TestMailbox.DAY.toEpochSecond() + 1, Long.MAX_VALUE))).containsExactly(2, 3);
    assertThat(mailbox.search(new Criterion.Or(List.of()))).isEmpty();
    assertThat(mailbox.search(new Criterion.And(List.of()))).containsExactly(1, 2, 3);
    assertThat(mailbox.bodyReads).isZero();
  }

  @Test
  void days_are_those_written_whatever_the_zone() {
    var late = OffsetDateTime.parse("2024-03-10T23:30:00-08:00"); // the 11th in UTC
    var mailbox = new TestMailbox().add("Date: Sun, 10 Mar 2024 23:30:00 -0800\n\n", Flags.NONE, late);
    long tenth = LocalDate.of(2024, 3, 10).toEpochDay();
    for (var field : List.of(Criterion.DateField.INTERNAL, Criterion.DateField.SENT)) {
      assertThat(mailbox.search(new Criterion.Day(field, tenth, tenth))).hasSize(1);
      assertThat(mailbox.search(new Criterion.Day(field, tenth + 1, Long.MAX_VALUE))).isEmpty();
      assertThat(mailbox.search(new Criterion.Day(field, Long.MIN_VALUE, tenth - 1))).isEmpty();
    }
    assertThat(mailbox.search(new Criterion.Day(Criterion.DateField.SAVED, tenth + 1, tenth + 1))).hasSize(1);
  }

  @Test
  void a_message_without_a_date_was_sent_on_no_day() {
    var any = new Criterion.Day(Criterion.DateField.SENT, Long.MIN_VALUE, Long.MAX_VALUE);
    assertThat(has("Subject: x\n\n", any)).isFalse();
    assertThat(has("Date: 1 Jan 2024 00:00:00 +0000\n\n", any)).isTrue();
  }

  // --- header ---

  @ParameterizedTest
  @CsvSource({
      "subject, KLEINE, true", "subject, grüße, true", "subject, GRÜSSE, false", "subject, gruse, false", "subject, '', true",
      "from, example.org, true", "from, Müller, true", "from, nobody, false", "to, '', true", "cc, '', false",
      "x-odd, VALUE, true", "x-odd, folded too, true", "x-odd, '', true", "x-none, '', false", "message-id, <1@x>, true",
      "date, 2024, true", "received, relay, true"})
  void header_fields_are_decoded(String field, String text, boolean expected) {
    String message = """
        Received: from relay
        From: =?iso-8859-1?Q?M=FCller?= <a@example.org>
        To: b@example.org
        Subject: =?utf-8?Q?kleine_Gr=C3=BC=C3=9Fe?=
        Date: Sun, 10 Mar 2024 12:00:00 +0000
        Message-ID: <1@x>
        X-Odd: some value,
         folded too

        body
        """;
    assertThat(has(message, new Criterion.Header(field, text))).isEqualTo(expected);
  }

  @Test
  void the_summary_answers_for_usual_fields_without_reading_the_message() {
    var mailbox = one("From: a@b\nSubject: hello\nMessage-ID: <1@x>\n\nbody");
    mailbox.search(new Criterion.Header("from", "zzz"));
    mailbox.search(new Criterion.Header("subject", "zzz"));
    mailbox.search(new Criterion.Header("message-id", "zzz"));
    assertThat(mailbox.bodyReads).isZero();
    mailbox.search(new Criterion.Header("x-mailer", "zzz"));
    assertThat(mailbox.bodyReads).isEqualTo(1);
    assertThat(mailbox.octetsRead).isLessThan(60);
  }

  @Test
  void thread_ids() {
    var mailbox = new TestMailbox().add("Message-ID: <1@x>\n\n").add("Message-ID: <2@x>\nReferences: <1@x>\n\n")
        .add("Message-ID: <3@x>\n\n");
    long id = mailbox.source().summaries(new int[] {0}).await().indefinitely().getFirst().threadId();
    assertThat(mailbox.search(new Criterion.ThreadId(id))).containsExactly(1, 2);
  }

  // --- text ---

  private static final String MIXED = """
      Subject: outer
      Content-Type: multipart/mixed; boundary=b

      preamble
      --b
      Content-Type: text/plain; charset=utf-8
      Content-Description: describing

      Plain words
      --b
      Content-Type: application/octet-stream

      hidden words
      --b
      Content-Type: message/rfc822

      Subject: inner =?utf-8?Q?=C3=A9t=C3=A9?=

      deep words
      --b--
      epilogue
      """;

  @ParameterizedTest
  @CsvSource({"plain WORDS, true", "deep, true", "hidden, false", "preamble, false", "epilogue, false", "outer, false",
      "inner, false", "describing, false", "'', true"})
  void body_is_text_parts_only(String text, boolean expected) {
    assertThat(has(MIXED, new Criterion.Body(text))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"plain WORDS, true", "deep, true", "hidden, false", "subject: outer, true", "inner ÉTÉ, true", "describing, true",
      "wordsdeep, false"})
  void text_is_headers_and_text_parts(String text, boolean expected) {
    assertThat(has(MIXED, new Criterion.Text(text))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"utf-8", "iso-8859-1", "utf-16", "iso-2022-jp", "gb18030", "utf-16be"})
  void charsets_are_decoded(String charset) {
    var text = charset.equals("iso-8859-1") ? "Straße nach Würzburg" : charset.equals("iso-2022-jp") ? "日本語 text" : "Würzburg 日本";
    byte[] octets = text.getBytes(Charset.forName(charset));
    String header = "Content-Type: text/plain; charset=" + charset + "\n";
    for (String part : text.split(" ")) {
      assertThat(bodyHas(header + "Content-Transfer-Encoding: 8bit\n", octets, part)).as(part).isTrue();
      assertThat(bodyHas(header + "Content-Transfer-Encoding: base64\n", Base64.getMimeEncoder().encode(octets), part)).isTrue();
    }
    assertThat(bodyHas(header, octets, "Bamberg")).isFalse();
  }

  @Test
  void quoted_printable_is_decoded_across_soft_line_ends() {
    byte[] body = "Gr=C3=BC=\r\n=C3=9Fe aus der Fer=\r\nne".getBytes(StandardCharsets.US_ASCII);
    String header = "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n";
    assertThat(bodyHas(header, body, "grüße")).isTrue();
    assertThat(bodyHas(header, body, "FERNE")).isTrue();
    assertThat(bodyHas(header, body, "=C3")).isFalse();
  }

  @Test
  void a_needle_may_be_the_beginning_of_a_composed_letter() {
    // i;unicode-casemap decomposes: é is e and an accent
    byte[] body = "un resumé".getBytes(StandardCharsets.UTF_8);
    assertThat(bodyHas("Content-Type: text/plain; charset=utf-8\n", body, "RESUME")).isTrue();
    assertThat(bodyHas("Content-Type: text/plain; charset=utf-8\n", body, "resumes")).isFalse();
  }

  @Test
  void large_texts_are_found_wherever_they_are_cut() {
    var text = new StringBuilder();
    while (text.length() < 600_000) {
      text.append("some line of a text without much content ü\r\n");
    }
    for (int at : new int[] {0, 262_144 - 500, 262_144 - 3, 300_000, 524_288, text.length()}) {
      var copy = new StringBuilder(text).insert(at, "the NEEDLE is here");
      byte[] body = copy.toString().getBytes(StandardCharsets.UTF_8);
      assertThat(bodyHas("Content-Type: text/plain; charset=utf-8\n", body, "needle is")).as("at " + at).isTrue();
    }
    assertThat(bodyHas("", text.toString().getBytes(StandardCharsets.UTF_8), "needle")).isFalse();
  }

  @Test
  void attachments_are_not_read() {
    var attachment = "QUJD".repeat(100_000);
    var mailbox = one("Content-Type: multipart/mixed; boundary=b\n\n--b\n\nhello\n--b\n"
        + "Content-Type: image/png\nContent-Transfer-Encoding: base64\n\n" + attachment + "\n--b\n\nworld\n--b--\n");
    assertThat(mailbox.search(new Criterion.Body("world"))).hasSize(1);
    assertThat(mailbox.octetsRead).isLessThan(1000);
  }

  @Test
  void reading_ends_when_the_answer_is_known() {
    var mailbox = one("Subject: x\n\nneedle" + "\nmore".repeat(300_000));
    assertThat(mailbox.search(new Criterion.Body("needle"))).hasSize(1);
    assertThat(mailbox.octetsRead).isLessThan(400_000);
  }

  @Test
  void cheap_keys_come_first() {
    var mailbox = new TestMailbox().add("Subject: a\n\nfoo").add("Subject: b\n\nfoo", Flags.ofSystem(Flags.SEEN), TestMailbox.DAY);
    var criterion = new Criterion.And(List.of(new Criterion.Body("foo"), new Criterion.SystemFlag(Flags.SEEN)));
    assertThat(mailbox.search(criterion)).containsExactly(2);
    assertThat(mailbox.bodyReads).isEqualTo(1);
  }

  // --- what can go wrong ---

  @Test
  void messages_that_move_meanwhile_are_found() {
    var mailbox = new TestMailbox().add("Subject: a\n\nfoo").add("Subject: b\n\nfoo");
    mailbox.expiring = 3;
    assertThat(mailbox.search(new Criterion.Body("foo"))).containsExactly(1, 2);
    mailbox.slow = true;
    assertThat(mailbox.search(new Criterion.Text("foo"))).containsExactly(1, 2);
  }

  @Test
  void a_damaged_message_does_not_match_and_does_no_harm() {
    var mailbox = new TestMailbox().add("Subject: a\n\nfoo").add("Subject: b\n\nfoo").add("Subject: c\n\nfoo");
    mailbox.corrupt.add(20);
    assertThat(mailbox.search(new Criterion.Body("foo"))).containsExactly(1, 3);
  }

  @Test
  void progress_counts_up_and_can_abandon_a_search() {
    var mailbox = new TestMailbox();
    for (int i = 0; i < 600; i++) {
      mailbox.add("Subject: " + i + "\n\nfoo");
    }
    var last = new AtomicInteger();
    var criterion = new Criterion.Body("bar");
    var searcher = new Searcher(Workers.direct(), TextIndex.NONE);
    searcher.search(mailbox.source(), criterion, (done, goal) -> {
      assertThat(goal).isEqualTo(600);
      assertThat(done).isBetween(last.get(), goal);
      last.set(done);
      return Uni.createFrom().voidItem();
    }).await().indefinitely();
    assertThat(last).hasValue(600);
    mailbox.bodyReads = 0;
    Progress gone = (done, goal) -> Uni.createFrom().failure(new IllegalStateException("gone"));
    var search = searcher.search(mailbox.source(), criterion, gone);
    assertThatThrownBy(() -> search.await().indefinitely()).hasMessage("gone");
    assertThat(mailbox.bodyReads).isLessThan(300);
  }

  @Test
  void a_million_rounds_need_no_stack() {
    var rounds = new AtomicInteger();
    Rounds.whileTrue(() -> Uni.createFrom().item(rounds.incrementAndGet() < 1_000_000)).await().indefinitely();
    assertThat(rounds).hasValue(1_000_000);
  }
}
