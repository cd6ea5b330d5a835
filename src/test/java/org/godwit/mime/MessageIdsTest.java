package org.godwit.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** RFC 5256: message ids are compared with quoting removed. */
class MessageIdsTest {
  @Test
  void normalises() {
    assertThat(MessageIds.parse("<\"01KF8JCEOCBS0045PS\"@xxx.yyy.com>")).containsExactly("01KF8JCEOCBS0045PS@xxx.yyy.com");
    assertThat(MessageIds.parse("<a@b><c@d> junk, (comment <no@no>) \"quoted <no@no>\" <e @ f>"))
        .containsExactly("a@b", "c@d", "e@f");
    assertThat(MessageIds.parse("<a@b> <c@d> <a@b>")).containsExactly("a@b", "c@d", "a@b");
  }

  @Test
  void ignoresWhatIsNoId() {
    assertThat(MessageIds.parse("<> <a> <@b> <a@> a@b <unclosed@x")).isEmpty();
    assertThat(MessageIds.parse("<broken <a@b>")).containsExactly("a@b");
    assertThat(MessageIds.parse("<" + "x".repeat(MessageIds.ID_BYTES_MAX) + "@y>")).isEmpty();
  }

  @Test
  void keepsTheFirstAndTheLast() {
    String many = IntStream.range(0, 1000).mapToObj(i -> "<" + i + "@x>").collect(Collectors.joining(" "));
    assertThat(MessageIds.parse(many)).hasSize(MessageIds.IDS_MAX).startsWith("0@x", "1@x").endsWith("998@x", "999@x");
  }
}
