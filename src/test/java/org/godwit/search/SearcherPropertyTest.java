package org.godwit.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.godwit.mail.Flags;
import org.godwit.mail.UidSet;
import org.godwit.mail.UnicodeCasemap;

/** Random trees of criteria over random messages, against an evaluator that knows what was written into them. */
class SearcherPropertyTest {

  private static final String[] WORDS = {"tea", "Tee", "caf\u00e9", "cafe", "\u65e5\u672c", "x", "seat", "STRASSE", "stra\u00dfe"};

  private record Mail(int number, String subject, String odd, String body, boolean seen, boolean junk, int day) {}

  private static String words(Random random) {
    var text = new StringBuilder();
    for (int i = random.nextInt(4); i > 0; i--) {
      text.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
    }
    return text.toString().strip();
  }

  private static Mail mail(Random random, int number) {
    return new Mail(number, words(random), random.nextBoolean() ? words(random) : null, words(random), random.nextBoolean(),
        random.nextBoolean(), random.nextInt(5));
  }

  private static String encoded(String text) {
    return text.isEmpty() ? "" : "=?utf-8?B?" + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)) + "?=";
  }

  private static void add(TestMailbox mailbox, Mail mail, Random random) {
    var message = new StringBuilder("Subject: " + encoded(mail.subject) + "\n");
    if (mail.odd != null) {
      message.append("X-Odd: ").append(encoded(mail.odd)).append('\n');
    }
    message.append("Content-Type: text/plain; charset=utf-8\n");
    boolean base64 = random.nextBoolean();
    message.append(base64 ? "Content-Transfer-Encoding: base64\n\n" : "\n");
    byte[] body = mail.body.getBytes(StandardCharsets.UTF_8);
    message.append(base64 ? Base64.getEncoder().encodeToString(body) : mail.body);
    mailbox.add(message.toString(), new Flags(mail.seen ? Flags.SEEN : 0, mail.junk ? List.of("$Junk") : List.of()),
        TestMailbox.DAY.plusDays(mail.day));
  }

  private static Criterion criterion(Random random, int depth) {
    String text = random.nextInt(5) == 0 ? "" : WORDS[random.nextInt(WORDS.length)];
    return switch (random.nextInt(depth > 0 ? 12 : 9)) {
      case 0 -> new Criterion.All();
      case 1 -> new Criterion.SystemFlag(Flags.SEEN);
      case 2 -> new Criterion.Keyword("$JUNK");
      case 3 -> new Criterion.Uids(UidSet.range(10, 10 * random.nextInt(1, 9)));
      case 4 -> new Criterion.Day(Criterion.DateField.INTERNAL, day(random.nextInt(5)), Long.MAX_VALUE);
      case 5 -> new Criterion.Header("subject", text);
      case 6 -> new Criterion.Header("x-odd", text);
      case 7 -> new Criterion.Body(text);
      case 8 -> new Criterion.Text(text);
      case 9 -> new Criterion.Not(criterion(random, depth - 1));
      case 10 -> new Criterion.And(several(random, depth));
      default -> new Criterion.Or(several(random, depth));
    };
  }

  private static List<Criterion> several(Random random, int depth) {
    return IntStream.range(0, random.nextInt(4)).mapToObj(i -> criterion(random, depth - 1)).toList();
  }

  private static long day(int offset) {
    return TestMailbox.DAY.toLocalDate().toEpochDay() + offset;
  }

  private static boolean in(String text, String needle) {
    return text != null && UnicodeCasemap.key(text).contains(UnicodeCasemap.key(needle));
  }

  private static boolean holds(Criterion criterion, Mail mail) {
    return switch (criterion) {
      case Criterion.SystemFlag _ -> mail.seen;
      case Criterion.Keyword _ -> mail.junk;
      case Criterion.Uids uids -> uids.uids().contains(mail.number * 10);
      case Criterion.Day day -> day(mail.day) >= day.first();
      case Criterion.Header header -> in(header.field().equals("subject") ? mail.subject : mail.odd, header.text());
      case Criterion.Body body -> in(mail.body, body.text());
      case Criterion.Text text -> in("subject: " + mail.subject, text.text()) || in(mail.body, text.text())
          || mail.odd != null && in("x-odd: " + mail.odd, text.text())
          || in("content-type: text/plain; charset=utf-8 content-transfer-encoding: base64", text.text());
      case Criterion.Not not -> !holds(not.part(), mail);
      case Criterion.And and -> and.parts().stream().allMatch(part -> holds(part, mail));
      case Criterion.Or or -> or.parts().stream().anyMatch(part -> holds(part, mail));
      default -> true;
    };
  }

  /** The header about the content holds an x; that is in all messages or, for the transfer encoding, does not matter. */
  @Property(tries = 250)
  void finds_what_a_naive_evaluator_finds(@ForAll long seed) {
    var random = new Random(seed);
    var mailbox = new TestMailbox();
    mailbox.slow = random.nextBoolean();
    var mails = new ArrayList<Mail>();
    for (int i = 1; i <= 8; i++) {
      mails.add(mail(random, i));
      add(mailbox, mails.getLast(), random);
    }
    for (int i = 0; i < 10; i++) {
      var criterion = criterion(random, 3);
      assertThat(mailbox.search(criterion)).as("%s of %s", criterion, mails)
          .isEqualTo(mails.stream().filter(mail -> holds(criterion, mail)).map(Mail::number).toList());
    }
  }
}
