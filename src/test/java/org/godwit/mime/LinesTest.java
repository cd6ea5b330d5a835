package org.godwit.mime;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.ByteRange;
import net.jqwik.api.constraints.Size;

/** The eight-at-a-time search against the naive one; octets around LF, where carries would show. */
class LinesTest {
  @Property(tries = 2000)
  void findsAndCountsLikeTheNaiveLoop(@ForAll byte @Size(max = 60) [] any,
      @ForAll @ByteRange(min = 8, max = 12) byte @Size(max = 60) [] near) {
    check(any);
    check(near);
  }

  private static void check(byte[] bytes) {
    int count = 0;
    int first = -1;
    for (int i = bytes.length - 1; i >= 0; i--) {
      count += bytes[i] == '\n' ? 1 : 0;
      first = bytes[i] == '\n' ? i : first;
    }
    assertThat(Lines.count(bytes, 0, bytes.length)).isEqualTo(count);
    assertThat(Lines.indexOf(bytes, 0, bytes.length)).isEqualTo(first);
    assertThat(Lines.count(bytes, bytes.length, bytes.length)).isZero();
  }
}
