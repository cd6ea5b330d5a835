package org.godwit.imap.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.godwit.account.JournalRecord.FlagsMode;
import org.godwit.mail.Flags;
import org.godwit.mail.UidSet;

/** What the view computes of whole sets is what it means message by message. */
class SelectedViewTest {

  private static final int MESSAGES = 30;

  private record Known(UidSet uids, long modSeq) {}

  private final FakeAccount account = new FakeAccount();
  private final List<Known> known = new ArrayList<>();
  private Random random;

  @Property(tries = 200)
  void newsIsWhatChangedAndIsNotKnownAsItIs(@ForAll long seed) {
    random = new Random(seed);
    for (int i = 0; i < MESSAGES; i++) {
      account.add(Flags.NONE);
    }
    account.expunge(some());
    var view = new SelectedView(account.messages());
    long told = account.messages().highestModSeq();
    for (int step = random.nextInt(8); step > 0; step--) {
      change(view);
      view.update(account.messages());
      var messages = account.messages();
      assertThat(view.flagNews()).isEqualTo(messages.existing(UidSet.range(1, MESSAGES))
          .filter(uid -> isNews(uid, messages.modSeq(messages.indexOf(uid)), told)));
    }
  }

  private boolean isNews(int uid, long modSeq, long told) {
    return modSeq > told && known.stream().noneMatch(k -> k.modSeq >= modSeq && k.uids.contains(uid));
  }

  private void change(SelectedView view) {
    switch (random.nextInt(5)) {
      case 0, 1 -> account.flags(some(), FlagsMode.ADD, Flags.ofSystem(1 << random.nextInt(5)));
      case 2 -> account.expunge(UidSet.of(1 + random.nextInt(MESSAGES)));
      case 3 -> account.add(Flags.NONE);
      default -> {
        var some = some();
        long modSeq = account.messages().highestModSeq() - random.nextInt(3);
        view.flagsKnown(some, modSeq);
        known.add(new Known(some, modSeq));
      }
    }
  }

  @Property(tries = 200)
  void numbersOfASetAreThoseOfItsMessages(@ForAll long seed) {
    random = new Random(seed);
    for (int i = 0; i < MESSAGES; i++) {
      account.add(Flags.NONE);
    }
    account.expunge(some());
    var view = new SelectedView(account.messages());
    var named = account.messages().existing(some());
    account.expunge(some());
    view.update(account.messages());

    assertThat(view.sequenceNumbers(named).get()).isEqualTo(UidSet.ofAll(named.stream().map(view::sequenceNumber)).toString());
  }

  private UidSet some() {
    int salt = random.nextInt();
    int density = 1 + random.nextInt(4);
    return UidSet.range(1, MESSAGES).filter(uid -> new Random(salt + 31L * uid).nextInt(5) < density);
  }
}
