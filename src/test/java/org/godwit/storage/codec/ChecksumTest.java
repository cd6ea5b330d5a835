package org.godwit.storage.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ChecksumTest {

  @Property(tries = 200)
  void ofBothIsThatOfOneBehindTheOther(@ForAll long seed, @ForAll @IntRange(max = 5000) int first, @ForAll @IntRange(max = 5000) int second) {
    byte[] octets = new byte[first + second];
    new Random(seed).nextBytes(octets);
    assertThat(Checksum.ofBoth(Checksum.of(octets, 0, first), Checksum.of(octets, first, second), second))
        .isEqualTo(Checksum.of(octets, 0, octets.length));
  }
}
