package org.godwit.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.godwit.account.JournalRecord.FlagsChanged;
import org.godwit.account.JournalRecord.FlagsMode;
import org.godwit.account.JournalRecord.MailboxCreated;
import org.godwit.account.JournalRecord.MessageAdded;
import org.godwit.account.JournalRecord.MessagesCopied;
import org.godwit.account.JournalRecord.MessagesExpunged;
import org.godwit.mail.Flags;
import org.godwit.mail.MailboxId;
import org.godwit.mail.MailboxName;
import org.godwit.mail.UidSet;
import org.godwit.mail.UidValidity;
import org.junit.jupiter.api.Test;

/** Random histories against a naive model; every state kept along the way must still be what it was at the end. */
class MailboxStateTest {

  private static final List<MailboxId> BOXES = List.of(new MailboxId(1), new MailboxId(2));
  private static final List<Flags> FLAGS = List.of(Flags.ofSystem(Flags.SEEN), Flags.ofSystem(Flags.DELETED),
      new Flags(Flags.FLAGGED, List.of("$Work")), new Flags(0, List.of("a", "b")), Flags.NONE);

  /** A message as simply as can be. */
  private record Row(Flags flags, long modSeq, long size, long emailId) {}

  /** A mailbox as simply as can be. */
  private static final class Model {
    private final TreeMap<Integer, Row> rows = new TreeMap<>();
    private final TreeMap<Integer, Long> vanished = new TreeMap<>();
    private int uidNext = 1;
  }

  private record Kept(AccountState state, List<Map<Integer, Row>> rows) {}

  /** A state, and what another node made of it. */
  private record Copies(AccountState state, Map<MailboxId, MailboxState> made) {}

  private final class History {
    private final Random random;
    private final List<Model> models = List.of(new Model(), new Model());
    private final List<Kept> kept = new ArrayList<>();
    private final List<Copies> copies = new ArrayList<>(List.of(new Copies(AccountState.EMPTY, Map.of())));
    private AccountState state = AccountState.EMPTY;
    private long modSeq;
    private long emailId = 1;

    History(long seed) {
      random = new Random(seed);
      for (MailboxId box : BOXES) {
        state = state.apply(new MailboxCreated(box, MailboxName.of("box" + box.value()),
            new UidValidity(box.value()), Set.of(), ++modSeq));
      }
    }

    void run(int steps, int burst) {
      for (int i = 0; i < steps; i++) {
        int box = random.nextInt(2);
        switch (random.nextInt(6)) {
          case 0, 1 -> add(box, 1 + random.nextInt(burst));
          case 2, 3 -> flag(box, someUids(box));
          case 4 -> copy(box, 1 - box, someUids(box));
          default -> expunge(box, someUids(box));
        }
        check(state, models.stream().map(model -> (Map<Integer, Row>) model.rows).toList());
        if (random.nextInt(4) == 0) {
          patch(copies.get(random.nextInt(copies.size())));
          kept.add(new Kept(state, models.stream().map(m -> (Map<Integer, Row>) new TreeMap<>(m.rows)).toList()));
        }
      }
      kept.forEach(k -> check(k.state, k.rows));
      checkVanished();
    }

    /** Another node goes on from an earlier state to this one. */
    private void patch(Copies earlier) {
      var made = new HashMap<MailboxId, MailboxState>();
      for (MailboxId box : BOXES) {
        var now = state.mailbox(box).orElseThrow().messages();
        var before = earlier.made.get(box);
        made.put(box, before == null ? patched(MailboxPatch.ofNothing(box), MailboxDiff.all(now))
            : patched(before, MailboxDiff.between(earlier.state.mailbox(box).orElseThrow().messages(), now)));
        same(made.get(box), now);
      }
      earlier.made.forEach((box, before) -> same(before, earlier.state.mailbox(box).orElseThrow().messages()));
      copies.add(new Copies(state, made));
    }

    private MailboxState patched(MailboxState before, MailboxDiff diff) {
      return patched(new MailboxPatch(before, diff.removed()), diff);
    }

    private MailboxState patched(MailboxPatch patch, MailboxDiff diff) {
      for (int i = 0; i < diff.rowCount(); i++) {
        patch.row(diff.row(i));
      }
      return patch.done(diff.isVanishedAnew(), diff.vanished(), diff.forgotten(), diff.counts());
    }

    private void same(MailboxState copy, MailboxState original) {
      assertThat(copy.counts()).isEqualTo(original.counts());
      assertThat(copy.vanished().entries()).isEqualTo(original.vanished().entries());
      assertThat(copy.size()).isEqualTo(original.size());
      for (int i = 0; i < copy.size(); i++) {
        assertThat(copy.row(i)).isEqualTo(original.row(i));
      }
    }

    private void add(int box, int count) {
      for (int i = 0; i < count; i++) {
        var model = models.get(box);
        int uid = model.uidNext + random.nextInt(3);
        var flags = FLAGS.get(random.nextInt(FLAGS.size()));
        long size = random.nextInt(100_000);
        state = state.apply(new MessageAdded(BOXES.get(box), uid, ++modSeq, flags, 7L, 9, emailId,
            new Content.Stored(new Extent(3, 1000L * uid, size)), new Content.Stored(new Extent(4, uid, 5))));
        model.rows.put(uid, new Row(flags, modSeq, size, emailId++));
        model.uidNext = uid + 1;
      }
    }

    private UidSet someUids(int box) {
      var model = models.get(box);
      if (random.nextInt(5) == 0) {
        int from = 1 + random.nextInt(model.uidNext);
        return UidSet.range(from, from + random.nextInt(500));
      }
      return UidSet.ofAll(random.ints(random.nextInt(10), 1, model.uidNext + 2));
    }

    private void flag(int box, UidSet uids) {
      var mode = FlagsMode.values()[random.nextInt(3)];
      var flags = FLAGS.get(random.nextInt(FLAGS.size()));
      state = state.apply(new FlagsChanged(BOXES.get(box), uids, mode, flags, ++modSeq));
      models.get(box).rows.replaceAll((uid, row) -> uids.contains(uid)
          ? new Row(mode.change(row.flags, flags), modSeq, row.size, row.emailId) : row);
    }

    private void copy(int from, int to, UidSet wanted) {
      var source = models.get(from);
      var target = models.get(to);
      var uids = wanted.filter(source.rows::containsKey);
      if (uids.isEmpty()) {
        return;
      }
      state = state.apply(
          new MessagesCopied(BOXES.get(from), uids, BOXES.get(to), target.uidNext, ++modSeq, 11));
      for (int uid : uids.toArray()) {
        var row = source.rows.get(uid);
        target.rows.put(target.uidNext++, new Row(row.flags, modSeq, row.size, row.emailId));
      }
    }

    private void expunge(int box, UidSet uids) {
      state = state.apply(new MessagesExpunged(BOXES.get(box), uids, ++modSeq));
      var model = models.get(box);
      for (int uid : uids.filter(model.rows::containsKey).toArray()) {
        model.rows.remove(uid);
        model.vanished.put(uid, modSeq);
      }
    }

    private void checkVanished() {
      for (int box = 0; box < 2; box++) {
        var model = models.get(box);
        var log = state.mailbox(BOXES.get(box)).orElseThrow().messages().vanished();
        long since = random.nextLong(modSeq + 1);
        var expected = UidSet.ofAll(model.vanished.entrySet().stream()
            .filter(e -> e.getValue() > since).mapToInt(Map.Entry::getKey));
        assertThat(log.since(since)).isEqualTo(expected);
        checkExisting(state.mailbox(BOXES.get(box)).orElseThrow().messages(), model);
      }
    }

    private void checkExisting(MailboxState messages, Model model) {
      int first = 1 + random.nextInt(messages.uidNext());
      int last = first + random.nextInt(messages.uidNext());
      var asked = UidSet.range(first, last).union(UidSet.range(last + 3, last + 9));
      assertThat(messages.existing(asked))
          .isEqualTo(UidSet.ofAll(model.rows.keySet().stream().filter(asked::contains).mapToInt(Integer::intValue)));
      int step = 2 + random.nextInt(3);
      var many = UidSet.range(1, messages.uidNext() + 5).filter(uid -> uid % step != 0);
      assertThat(messages.existing(many)).isEqualTo(matching(model, many, 0));
      assertThat(messages.existingWithout(Flags.SEEN, many)).isEqualTo(matching(model, many, Flags.SEEN));
      var unseen = matching(model, UidSet.range(1, messages.uidNext()), Flags.SEEN);
      assertThat(messages.firstWithout(Flags.SEEN)).isEqualTo(unseen.isEmpty() ? -1 : messages.indexOf(unseen.first(0)));
    }

    private static UidSet matching(Model model, UidSet asked, int lacking) {
      return UidSet.ofAll(model.rows.entrySet().stream()
          .filter(e -> asked.contains(e.getKey()) && (e.getValue().flags.system() & lacking) == 0).mapToInt(Map.Entry::getKey));
    }
  }

  private static void check(AccountState state, List<Map<Integer, Row>> expected) {
    for (int box = 0; box < 2; box++) {
      var entry = state.mailbox(BOXES.get(box)).orElseThrow();
      var messages = entry.messages();
      var rows = expected.get(box);
      assertThat(messages.size()).isEqualTo(rows.size());
      int index = 0;
      for (var row : rows.entrySet()) {
        assertThat(messages.uid(index)).isEqualTo(row.getKey());
        assertThat(messages.indexOf(row.getKey())).isEqualTo(index);
        assertThat(messages.flags(index)).isEqualTo(row.getValue().flags);
        assertThat(messages.modSeq(index)).isEqualTo(row.getValue().modSeq);
        assertThat(messages.octets(index)).isEqualTo(row.getValue().size);
        assertThat(messages.emailId(index)).isEqualTo(row.getValue().emailId);
        index++;
      }
      var counts = entry.counts();
      assertThat(counts.unseen()).isEqualTo((int) rows.values().stream().filter(r -> !r.flags.has(Flags.SEEN)).count());
      assertThat(counts.deleted()).isEqualTo((int) rows.values().stream().filter(r -> r.flags.has(Flags.DELETED)).count());
      assertThat(counts.octets()).isEqualTo(rows.values().stream().mapToLong(Row::size).sum());
    }
  }

  @Property(tries = 60)
  void aHistoryIsWhatTheNaiveModelSays(@ForAll long seed) {
    new History(seed).run(60, 20);
  }

  @Property(tries = 5)
  void alsoWhenChunksFillAndEmpty(@ForAll long seed) {
    new History(seed).run(25, 1500);
  }

  @Test
  void changedSinceFindsOnlyWhatChanged() {
    var history = new History(1);
    history.add(0, 3000);
    long before = history.modSeq;
    history.flag(0, UidSet.of(history.models.get(0).rows.firstKey()));

    var messages = history.state.mailbox(BOXES.get(0)).orElseThrow().messages();
    assertThat(messages.changedSince(before)).isEqualTo(UidSet.of(messages.uid(0)));
    assertThat(messages.changedSince(0).size()).isEqualTo(3000);
  }

  @Test
  void aUidIsNeverGivenTwice() {
    var history = new History(2);
    history.add(0, 5);
    int uid = history.models.get(0).rows.lastKey();
    history.expunge(0, UidSet.of(uid));
    var again = new MessageAdded(BOXES.get(0), uid, 1000, Flags.NONE, 0, 0, 1000,
        new Content.Stored(new Extent(0, 0, 1)), new Content.Stored(new Extent(0, 0, 1)));

    assertThatThrownBy(() -> history.state.apply(again)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aStateThatWasLoadedAnewMayNumberKeywordsInAnotherWay() {
    var before = new MailboxBuilder(BOXES.get(0), 3, 9, 1, 0).add(messageWith(1, "a")).add(messageWith(2, "b")).build();
    var now = new MailboxBuilder(BOXES.get(0), 3, 9, 1, 0).add(messageWith(1, "b")).add(messageWith(2, "b")).build();

    assertThat(MailboxDiff.between(before, now).rowCount()).isGreaterThanOrEqualTo(1);
    assertThat(MailboxDiff.between(before, now).row(0)).isEqualTo(now.row(0));
  }

  private static MessageRow messageWith(int uid, String keyword) {
    return new MessageRow(uid, new Flags(0, List.of(keyword)), 5, 7, 9, uid, new Extent(1, uid, 1), MessageRow.NO_SUMMARY);
  }

  @Test
  void theVanishedLogForgetsTheOldestAndSaysSo() {
    var log = VanishedLog.EMPTY;
    for (int i = 1; i <= VanishedLog.RANGES_MAX + 1; i++) {
      log = log.plus(UidSet.of(2 * i), i);
    }

    assertThat(log.rangeCount()).isLessThanOrEqualTo(VanishedLog.RANGES_MAX);
    assertThat(log.forgotten()).isPositive();
    assertThat(log.since(log.forgotten()).size()).isEqualTo(log.rangeCount());
  }
}
