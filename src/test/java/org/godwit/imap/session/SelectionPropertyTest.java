package org.godwit.imap.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.godwit.account.JournalRecord.FlagsMode;
import org.godwit.account.MailboxState;
import org.godwit.mail.Flags;
import org.godwit.mail.SequenceSet;
import org.godwit.mail.UidSet;

/** Whatever others do to a mailbox and whatever commands run, what a client is told adds up. */
class SelectionPropertyTest {

  private final Recorder recorder = new Recorder();
  private final FakeAccount account = new FakeAccount();
  private final NaiveClient client = new NaiveClient();
  private Random random;
  private ImapSession session;
  private Selection selection;
  private SelectedView view;

  @Property(tries = 60)
  void theClientsListIsAlwaysRight(@ForAll long seed, @ForAll @IntRange(max = 2) int features) {
    begin(seed, features);
    for (int step = 0; step < 50; step++) {
      for (int changes = random.nextInt(4); changes > 0; changes--) {
        others();
      }
      command();
    }
    assertThat(selection.announce(true).await().indefinitely()).isNull();
    hear(true);
    assertThat(client.uids).isEqualTo(uids(account.messages()));
    for (int i = 0; i < account.messages().size(); i++) {
      assertThat(client.flags.get(account.messages().uid(i))).isEqualTo(account.messages().flags(i).toString());
    }
  }

  private void begin(long seed, int features) {
    random = new Random(seed);
    session = recorder.session();
    if (features == 1) {
      session.enable(Feature.QRESYNC);
    } else if (features == 2) {
      session.enable(Feature.IMAP4REV2);
    }
    for (int i = random.nextInt(20); i > 0; i--) {
      account.add(Flags.NONE);
    }
    selection = new Selection(account, session, account.selected(true), false);
    view = selection.view();
    client.exists(view.size(), view.messages());
  }

  /** One change by another session. */
  private void others() {
    switch (random.nextInt(5)) {
      case 0, 1 -> account.add(random.nextBoolean() ? Flags.NONE : Flags.ofSystem(Flags.SEEN));
      case 2 -> account.expunge(some());
      case 3 -> account.flags(some(), FlagsMode.values()[random.nextInt(3)], someFlags());
      default -> account.addAndExpunge();
    }
  }

  private UidSet some() {
    int first = 1 + random.nextInt(account.messages().uidNext());
    return random.nextInt(4) == 0 ? UidSet.range(first, first + random.nextInt(6)) : UidSet.of(first);
  }

  private Flags someFlags() {
    return new Flags(random.nextInt(32), random.nextInt(5) == 0 ? List.of("k" + random.nextInt(4)) : List.of());
  }

  /** One command of the client, of any kind. */
  private void command() {
    boolean expungeAllowed = random.nextBoolean();
    switch (random.nextInt(4)) {
      case 0 -> { }
      case 1 -> selection.sync().await().indefinitely();
      case 2 -> selection.syncArrivals().await().indefinitely();
      default -> silentStore();
    }
    hear(expungeAllowed);
    checkNumbers();
    if (random.nextBoolean()) {
      others();
    }
    selection.announce(expungeAllowed).await().indefinitely();
    hear(expungeAllowed);
    checkNumbers();
    assertThat(view.flagNews().isEmpty()).isTrue();
  }

  /** The client changes flags and does not want to hear of it. */
  private void silentStore() {
    selection.sync().await().indefinitely();
    hear(false);
    if (view.size() == 0) {
      return;
    }
    int number = 1 + random.nextInt(view.size());
    var named = view.resolve(SequenceSet.of(number), false);
    assertThat(named.isEmpty()).isEqualTo(view.isGhost(client.uids.get(number - 1)));
    boolean unknown = !UidSetOf.both(view.flagNews(), named.uids()).isEmpty();
    if (named.isEmpty() || unknown) {
      return;
    }
    account.flags(named.uids(), FlagsMode.ADD, Flags.ofSystem(Flags.FLAGGED));
    selection.update(account.messages());
    var now = account.messages().flags(account.messages().indexOf(named.uids().first(0))).toString();
    client.flags.put(named.uids().first(0), now);
    view.flagsKnown(named.uids(), account.messages().highestModSeq());
  }

  private void hear(boolean expungeAllowed) {
    client.hear(recorder.lines(), view.messages(), expungeAllowed);
  }

  private void checkNumbers() {
    var seen = new ArrayList<Integer>();
    for (int number = 1; number <= view.size(); number++) {
      seen.add(view.uid(number));
      if (view.sequenceNumber(view.uid(number)) != number) {
        throw new AssertionError("sequence number of " + view.uid(number));
      }
    }
    assertThat(seen).isEqualTo(client.uids);
  }

  private static List<Integer> uids(MailboxState messages) {
    var uids = new ArrayList<Integer>();
    for (int i = 0; i < messages.size(); i++) {
      uids.add(messages.uid(i));
    }
    return uids;
  }
}
