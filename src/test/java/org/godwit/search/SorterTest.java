package org.godwit.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.assertj.core.api.Assertions;
import org.godwit.mail.Flags;
import org.godwit.mail.UnicodeCasemap;
import org.godwit.search.SortOrder.By;
import org.junit.jupiter.api.Test;

class SorterTest {

  private static final OffsetDateTime DAY = TestMailbox.DAY;

  private static List<Integer> sorted(TestMailbox mailbox, SortOrder... orders) {
    var sorter = new Sorter(Workers.direct());
    int[] rows = sorter.sort(mailbox.source(), mailbox.matches(new Criterion.All()), List.of(orders), Progress.NONE)
        .await().indefinitely();
    return Arrays.stream(rows).map(i -> i + 1).boxed().toList();
  }

  private static SortOrder by(By by) {
    return new SortOrder(by, false);
  }

  private static SortOrder reverse(By by) {
    return new SortOrder(by, true);
  }

  private static TestMailbox three() {
    return new TestMailbox()
        .add("Subject: Re: beta\nFrom: Zoe <zoe@x>\nTo: a@x\nDate: 3 Mar 2024 00:00:00 +0000\n\nlong body", Flags.NONE, DAY)
        .add("Subject: Alpha\nFrom: b@x\nCc: c@x\nDate: 2 Mar 2024 23:00:00 -0800\n\n", Flags.NONE, DAY.minusDays(1))
        .add("Subject: BETA\nFrom: =?utf-8?Q?=C3=84nne?= <y@x>\nTo: =?utf-8?Q?=C3=96l?= <b@x>\n\n", Flags.NONE, DAY.minusDays(2));
  }

  @Test
  void each_criterion() {
    assertThat(sorted(three(), by(By.ARRIVAL))).containsExactly(3, 2, 1);
    assertThat(sorted(three(), by(By.SIZE))).containsExactly(2, 3, 1);
    assertThat(sorted(three(), by(By.SUBJECT))).containsExactly(2, 1, 3);
    assertThat(sorted(three(), by(By.FROM))).containsExactly(2, 3, 1);
    assertThat(sorted(three(), by(By.TO))).containsExactly(2, 1, 3);
    assertThat(sorted(three(), by(By.CC))).containsExactly(1, 3, 2);
    assertThat(sorted(three(), by(By.DISPLAYFROM))).containsExactly(3, 2, 1);
    assertThat(sorted(three(), by(By.DISPLAYTO))).containsExactly(2, 1, 3);
  }

  @Test
  void without_a_date_the_internal_date_counts() {
    assertThat(sorted(three(), by(By.DATE))).containsExactly(1, 2, 3);
  }

  @Test
  void reverse_is_for_one_criterion_and_not_for_ties() {
    assertThat(sorted(three(), reverse(By.SUBJECT))).containsExactly(1, 3, 2);
    assertThat(sorted(three(), by(By.SUBJECT), reverse(By.SIZE))).containsExactly(2, 1, 3);
    assertThat(sorted(three(), reverse(By.SUBJECT), by(By.SIZE))).containsExactly(3, 1, 2);
  }

  @Test
  void a_text_that_begins_another_comes_first_also_behind_it_in_reverse() {
    var mailbox = new TestMailbox().add("Subject: abc\n\n").add("Subject: ab\n\n").add("\n").add("Subject: ab\u00ff\n\n");
    assertThat(sorted(mailbox, by(By.SUBJECT))).containsExactly(3, 2, 1, 4);
    assertThat(sorted(mailbox, reverse(By.SUBJECT))).containsExactly(4, 1, 2, 3);
  }

  @Property(tries = 200)
  void sorts_as_comparators_do(@ForAll long seed) {
    var random = new Random(seed);
    var mailbox = new TestMailbox();
    record Mail(int number, String subject, String from, int day) {}
    var mails = new ArrayList<Mail>();
    String[] words = {"", "a", "A", "aa", "ab", "\u00e9", "e", "f", "z", "\ud83d\ude00", "\uff5a"};
    for (int i = 1; i <= 12; i++) {
      var mail = new Mail(i, words[random.nextInt(words.length)], words[1 + random.nextInt(4)], random.nextInt(4));
      mails.add(mail);
      mailbox.add("Subject: " + mail.subject + "\nFrom: " + mail.from + "@x\n\n", Flags.NONE, DAY.plusDays(mail.day));
    }
    Comparator<Mail> subject = (l, r) -> UnicodeCasemap.compareKeys(UnicodeCasemap.key(l.subject), UnicodeCasemap.key(r.subject));
    Comparator<Mail> from = Comparator.comparing(mail -> UnicodeCasemap.key(mail.from));
    var orders = new ArrayList<SortOrder>();
    Comparator<Mail> all = (l, r) -> 0;
    for (int i = 0; i <= random.nextInt(3); i++) {
      boolean reverse = random.nextBoolean();
      By field = List.of(By.SUBJECT, By.FROM, By.DATE).get(random.nextInt(3));
      Comparator<Mail> next = switch (field) {
        case SUBJECT -> subject;
        case FROM -> from;
        default -> Comparator.comparingInt(Mail::day);
      };
      orders.add(new SortOrder(field, reverse));
      all = all.thenComparing(reverse ? next.reversed() : next);
    }
    assertThat(sorted(mailbox, orders.toArray(SortOrder[]::new)))
        .isEqualTo(mails.stream().sorted(all.thenComparingInt(Mail::number)).map(Mail::number).toList());
  }

  @Test
  void too_much_to_sort_is_refused() {
    var mailbox = new TestMailbox().add("Subject: " + "x".repeat(3000) + "\n\n");
    var state = mailbox.state();
    var summary = mailbox.source().summaries(new int[] {0}).await().indefinitely().getFirst();
    var keys = new SortKeys(List.of(by(By.SUBJECT)), state, 10, 5000);
    Assertions.assertThatThrownBy(() -> {
      for (int i = 0; i < 10; i++) {
        keys.add(0, summary);
      }
    }).isInstanceOf(SearchLimitException.class);
  }

  /** What was kept of earlier sorts changes nothing, whatever came and went in between. */
  @Property(tries = 100)
  void a_sort_is_the_same_the_second_time(@ForAll long seed) {
    var random = new Random(seed);
    var mailbox = new TestMailbox();
    var kept = new Sorter(Workers.direct());
    for (int step = 0; step < 12; step++) {
      int size = mailbox.state().size();
      if (size > 0 && random.nextInt(3) == 0) {
        mailbox.remove(random.nextInt(size));
      } else {
        mailbox.add("Subject: " + random.nextInt(5) + "\nFrom: " + (char) ('a' + random.nextInt(4)) + "@x\n"
            + (random.nextBoolean() ? "Date: " + (1 + random.nextInt(9)) + " Mar 2024 00:00:00 +0000\n" : "") + "\n", Flags.NONE,
            DAY.minusDays(random.nextInt(5)));
      }
      var orders = List.of(new SortOrder(By.values()[random.nextInt(By.values().length)], random.nextBoolean()),
          new SortOrder(By.values()[random.nextInt(By.values().length)], random.nextBoolean()));
      var some = random.nextBoolean() ? new Criterion.All() : new Criterion.Header("subject", "" + random.nextInt(5));
      assertThat(kept.sort(mailbox.source(), mailbox.matches(some), orders, Progress.NONE).await().indefinitely())
          .isEqualTo(new Sorter(Workers.direct()).sort(mailbox.source(), mailbox.matches(some), orders, Progress.NONE).await().indefinitely());
    }
  }
}
