package org.godwit.imap.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.godwit.account.Extent;
import org.godwit.account.MailboxBuilder;
import org.godwit.account.MailboxState;
import org.godwit.imap.command.Qresync;
import org.godwit.mail.Flags;
import org.godwit.mail.MailboxId;
import org.godwit.mail.SequenceSet;
import org.godwit.mail.UidSet;
import org.godwit.mail.UidValidity;
import org.junit.jupiter.api.Test;

class EarlierTest {

  /** UIDs 3, 6, ... 30 exist; expunges up to modification sequence 100 are forgotten; 40:41 went at 150. */
  private static MailboxState thirds(long forgotten) {
    var builder = new MailboxBuilder(new MailboxId(1), 50, 200, 1, forgotten);
    IntStream.rangeClosed(1, 10).forEach(i ->
        builder.add(3 * i, Flags.NONE, i * 10, 0, 0, i, new Extent(0, 0, 1), 0));
    return builder.addVanished(UidSet.range(40, 41), 150).build();
  }

  private static Qresync client(long modSeq, String known, String numbers, String uids) {
    return new Qresync(new UidValidity(1), modSeq, Optional.ofNullable(known).map(SequenceSet::parse),
        Optional.ofNullable(numbers).map(set -> new Qresync.SequenceMatch(SequenceSet.parse(set), SequenceSet.parse(uids))));
  }

  @Test
  void onlyWhatWentSinceIsTold() {
    assertThat(Earlier.vanished(thirds(100), 120, UidSet.range(1, 49))).hasToString("40:41");
    assertThat(Earlier.vanished(thirds(100), 150, UidSet.range(1, 49))).hasToString("");
    assertThat(Earlier.vanished(thirds(100), 120, UidSet.range(41, 1000))).hasToString("41");
  }

  @Test
  void whatIsForgottenMeansEveryUidThatIsNotThere() {
    assertThat(Earlier.vanished(thirds(100), 99, UidSet.range(1, 10))).hasToString("1:2,4:5,7:8,10");
    assertThat(Earlier.vanished(thirds(100), 99, UidSet.range(28, 1000))).hasToString("28:29,31:49");
    assertThat(Earlier.vanished(thirds(100), 100, UidSet.range(28, 1000))).hasToString("40:41");
  }

  @Test
  void aPairThatMatchesSaysThatTheClientKnowsEverythingUpToThere() {
    // sequence number 4 is UID 12; 8 no longer is 27
    assertThat(Earlier.vanished(thirds(100), client(1, "1:30", "4,8", "12,27"))).hasToString("13:14,16:17,19:20,22:23,25:26,28:29");
  }

  @Test
  void pairsBeyondTheMailboxMatchNothing() {
    assertThat(Earlier.vanished(thirds(100), client(1, "1:12", "1:4294967295", "1:4294967295")))
        .hasToString("1:2,4:5,7:8,10:11");
    assertThat(Earlier.vanished(thirds(100), client(1, "1:12", "10:4294967295", "30,4294967294:4294967295"))).hasToString("");
  }

  @Property(tries = 1000)
  void pairsMatchAsTheyDoOneByOne(@ForAll @Size(min = 1, max = 30) Set<@IntRange(min = 1, max = 40) Integer> existing,
      @ForAll @Size(min = 1, max = 30) Set<@IntRange(min = 1, max = 40) Integer> numbers,
      @ForAll @Size(min = 1, max = 30) Set<@IntRange(min = 1, max = 40) Integer> uids) {
    int[] there = of(existing).toArray();
    var builder = new MailboxBuilder(new MailboxId(1), 41, 200, 1, 100);
    IntStream.range(0, there.length).forEach(i -> builder.add(there[i], Flags.NONE, i + 1, 0, 0, i, new Extent(0, 0, 1), 0));
    int[] claimedNumbers = of(numbers).toArray();
    int[] claimedUids = of(uids).toArray();
    int last = IntStream.range(0, Math.min(claimedNumbers.length, claimedUids.length))
        .filter(i -> claimedNumbers[i] <= there.length && there[claimedNumbers[i] - 1] == claimedUids[i])
        .map(i -> claimedUids[i]).max().orElse(0);

    var vanished = Earlier.vanished(builder.build(), client(1, "1:40", of(numbers).toString(), of(uids).toString()));

    assertThat(vanished).isEqualTo(UidSet.range(1, 40).filter(uid -> uid > last && !existing.contains(uid)));
  }

  @Test
  void whatTheClientClaimsToKnowCostsNothing() {
    var every = new MailboxBuilder(new MailboxId(1), 11, 200, 1, 100);
    IntStream.rangeClosed(1, 10).forEach(i -> every.add(i, Flags.NONE, i, 0, 0, i, new Extent(0, 0, 1), 0));

    assertThat(Earlier.vanished(every.build(), client(1, null, "1:*", "1:*"))).hasToString("");
    assertThat(Earlier.vanished(thirds(100), client(1, "1:9", "1,3,5:4294967295", "3,9,15:4294967295"))).hasToString("");
  }

  @Test
  void changesAreToldOfKnownMessagesOnly() {
    assertThat(Earlier.changed(thirds(0), client(80, null, null, null))).hasToString("27,30");
    assertThat(Earlier.changed(thirds(0), client(80, "1:28", null, null))).hasToString("27");
  }

  @Property(tries = 200)
  void setsMeetAsNumbersDo(@ForAll @Size(max = 20) Set<@IntRange(min = 1, max = 40) Integer> one,
      @ForAll @Size(max = 20) Set<@IntRange(min = 1, max = 40) Integer> other) {
    var both = UidSetOf.both(of(one), of(other));

    assertThat(both).isEqualTo(of(one).filter(other::contains));
  }

  @Property(tries = 400)
  void setsAreTakenFromEachOtherAsNumbersAre(@ForAll @Size(max = 20) Set<@IntRange(min = 1, max = 40) Integer> one,
      @ForAll @Size(max = 20) Set<@IntRange(min = 1, max = 40) Integer> other) {
    var rest = UidSetOf.without(of(one), of(other));

    assertThat(rest).isEqualTo(of(one).filter(uid -> !other.contains(uid)));
    assertThat(rest.toArray()).isEqualTo(rest.stream().toArray());
  }

  @Test
  void setsReachToTheLargestNumber() {
    var all = UidSet.range(1, Integer.MAX_VALUE);
    assertThat(UidSetOf.without(all, all).isEmpty()).isTrue();
    assertThat(UidSetOf.without(all, UidSet.range(3, Integer.MAX_VALUE))).hasToString("1:2");
    assertThat(UidSetOf.without(all, UidSet.range(1, 2))).hasToString("3:2147483647");
  }

  private static UidSet of(Set<Integer> numbers) {
    return UidSet.ofAll(numbers.stream().mapToInt(Integer::intValue));
  }
}
