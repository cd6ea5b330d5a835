package org.godwit.imap.handler.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.godwit.mail.UidSet;

class UidSetsTest {

  @Property(tries = 300)
  void ranksAreThoseOfTheList(@ForAll @Size(max = 40) Set<@IntRange(min = 1, max = 60) Integer> uids,
      @ForAll @IntRange(max = 45) int from, @ForAll @IntRange(max = 45) int to) {
    var set = UidSet.ofAll(uids.stream().mapToInt(uid -> uid));
    var expected = set.stream().skip(from).limit(Math.max(0, to - from));
    assertThat(UidSets.ranks(set, from, to)).isEqualTo(UidSet.ofAll(expected));
  }
}
