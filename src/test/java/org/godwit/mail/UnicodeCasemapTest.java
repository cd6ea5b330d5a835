package org.godwit.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** RFC 5051. */
class UnicodeCasemapTest {
  @Test
  void equalWhateverTheCaseAndComposition() {
    assertThat(UnicodeCasemap.key("Hello")).isEqualTo(UnicodeCasemap.key("hELLO"));
    assertThat(UnicodeCasemap.key("\u00fc\u0064")).isEqualTo(UnicodeCasemap.key("U\u0308D"));
    assertThat(UnicodeCasemap.key("\u01c4")).isEqualTo(UnicodeCasemap.key("\u01c6"));
    assertThat(UnicodeCasemap.key("\ufb01")).isEqualTo(UnicodeCasemap.key("\ufb01"));
    assertThat(UnicodeCasemap.key("a")).isNotEqualTo(UnicodeCasemap.key("\u00e4"));
  }

  @Property(tries = 1000)
  void ordersAsUtf8Octets(@ForAll String left, @ForAll String right) {
    String a = new String(left.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    String b = new String(right.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    int octets = Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    assertThat(Integer.signum(UnicodeCasemap.compareKeys(a, b))).isEqualTo(Integer.signum(octets));
  }
}
