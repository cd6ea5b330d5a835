package org.godwit.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.godwit.imap.response.ThreadWire;
import org.godwit.mail.Flags;
import org.godwit.search.NaiveThreads.Mail;
import org.junit.jupiter.api.Test;

class ThreaderTest {

  private static final OffsetDateTime START = OffsetDateTime.of(2024, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);

  private static TestMailbox mailbox(List<Mail> mails) {
    var mailbox = new TestMailbox();
    for (Mail mail : mails) {
      String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(START.plusHours(mail.sent()));
      var header = new StringBuilder("Date: " + date + "\nSubject: " + (mail.reply() ? "Re: " : "") + mail.subject() + "\n");
      if (!mail.id().isEmpty()) {
        header.append("Message-ID: <").append(mail.id()).append("@x>\n");
      }
      if (!mail.references().isEmpty()) {
        header.append("References:").append(
            mail.references().stream().map(id -> " <" + id + "@x>").collect(Collectors.joining())).append('\n');
      }
      mailbox.add(header + "\n", Flags.NONE, START.plusHours(mail.arrived()));
    }
    return mailbox;
  }

  private static Threads threads(TestMailbox mailbox, Threader.Algorithm algorithm) {
    return new Threader(Workers.direct()).thread(mailbox.source(), mailbox.matches(new Criterion.All()), algorithm, Progress.NONE)
        .await().indefinitely();
  }

  private static String thread(List<Mail> mails, Threader.Algorithm algorithm) {
    return ThreadWire.of(threads(mailbox(mails), algorithm));
  }

  private static List<Mail> random(Random random) {
    var mails = new ArrayList<Mail>();
    int count = 1 + random.nextInt(14);
    for (int i = 1; i <= count; i++) {
      var references = new ArrayList<String>();
      for (int r = random.nextInt(4); r > 0; r--) {
        references.add("m" + random.nextInt(count + 3));
      }
      String id = random.nextInt(6) == 0 ? "" : "m" + random.nextInt(count + 2);
      String subject = random.nextInt(4) == 0 ? "" : "s" + random.nextInt(3);
      boolean reply = !subject.isEmpty() && random.nextBoolean();
      mails.add(new Mail(i, id, List.copyOf(references), subject, reply, random.nextInt(6), random.nextInt(6)));
    }
    return mails;
  }

  @Property(tries = 700)
  void references_is_as_the_rfc_has_it(@ForAll long seed) {
    var mails = random(new Random(seed));
    assertThat(thread(mails, Threader.Algorithm.REFERENCES)).as("%s", mails).isEqualTo(NaiveThreads.thread(mails, true));
  }

  @Property(tries = 400)
  void refs_is_as_the_draft_has_it(@ForAll long seed) {
    var mails = random(new Random(seed));
    assertThat(thread(mails, Threader.Algorithm.REFS)).as("%s", mails).isEqualTo(NaiveThreads.thread(mails, false));
  }

  private static Mail mail(int number, String id, String subject, long sent, String... references) {
    return new Mail(number, id, List.of(references), subject, false, sent, sent);
  }

  @Test
  void one_parent_with_two_children_is_the_example_of_the_rfc() {
    var mails = List.of(mail(1, "a", "x", 9), mail(2, "b", "x", 1), mail(3, "c", "x", 2, "b"), mail(4, "d", "y", 3, "b", "c"),
        mail(5, "e", "z", 4, "b", "c"));
    assertThat(thread(mails, Threader.Algorithm.REFS)).isEqualTo("(2 3 (4)(5))(1)");
  }

  @Test
  void siblings_without_their_parent() {
    var mails = List.of(mail(1, "a", "x", 1, "gone"), mail(2, "b", "y", 2, "gone"));
    assertThat(thread(mails, Threader.Algorithm.REFERENCES)).isEqualTo("((1)(2))");
  }

  @Test
  void ordered_subject() {
    var mails = List.of(mail(1, "", "b", 5), mail(2, "", "a", 3), mail(3, "", "B", 1), mail(4, "", "a", 2), mail(5, "", "b", 9),
        mail(6, "", "c", 4));
    assertThat(thread(mails, Threader.Algorithm.ORDEREDSUBJECT)).isEqualTo("(3 (1)(5))(4 2)(6)");
  }

  @Test
  void references_as_deep_as_there_are_messages_need_neither_stack_nor_much_time() {
    int depth = 100_000;
    var links = new ReferenceLinks();
    // from the youngest up: each new parent is linked above a long chain; and every message asks for a loop
    for (int i = depth; i > 0; i--) {
      links.add(depth - i, "m" + i, List.of("m" + depth, "m" + (i - 1)));
    }
    int top = 0;
    for (int node = 0; node < links.count(); node++) {
      top += links.parent(node) == ReferenceLinks.NONE ? 1 : 0;
    }
    assertThat(top).isEqualTo(1);
  }

  @Test
  void deep_threads_are_written_without_a_stack() {
    int depth = 100_000;
    int[] row = new int[2 * depth];
    for (int i = 0; i < row.length; i++) {
      row[i] = i;
    }
    var threads = new Threads(row);
    threads.addRoot(0);
    for (int i = 2; i < row.length; i += 2) {
      threads.addChild(i - 2, i);
      threads.addChild(i - 2, i + 1);
    }
    String text = ThreadWire.of(threads);
    assertThat(text).startsWith("(1 (3 (5 ").endsWith("(4))");
    assertThat(text.chars().filter(c -> c == '(').count()).isEqualTo(text.chars().filter(c -> c == ')').count());
  }
}
