package org.godwit.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Whatever is written, an alert is one harmless line. */
class AlertTest {

  private static String of(String written) {
    return Alert.of(written).map(Alert::text).orElse("");
  }

  @Property
  void isOneLineThatStaysAsItIs(@ForAll String written) {
    Alert.of(written).ifPresent(alert -> {
      assertThat(alert.text()).isNotBlank().hasSizeLessThanOrEqualTo(Alert.CHARS_MAX).doesNotContainPattern("[\\x00-\\x1f\\x7f-\\x9f]");
      assertThat(alert.ascii()).matches("[\\x20-\\x7e]+");
      assertThat(Alert.of(alert.text())).contains(alert);
    });
  }

  @Test
  void lineEndsAndControlsBecomeBlanks() {
    assertThat(of("  one\r\na OK two\0\tthree\u2028four\u0085 ")).isEqualTo("one a OK two three four");
    assertThat(of(" \r\n\t")).isEmpty();
    assertThat(of("x\uD800y")).isEqualTo("x y");
    assertThatThrownBy(() -> new Alert("a\nb")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Alert("")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void longTextIsCutBetweenCharacters() {
    assertThat(of("x".repeat(1000))).hasSize(Alert.CHARS_MAX);
    assertThat(of("x".repeat(499) + "🐦🐦")).isEqualTo("x".repeat(499));
  }

  @Test
  void asciiKeepsWhatCanBeRead() {
    assertThat(new Alert("Später café ﬁn 🐦 ß").ascii()).isEqualTo("Spater cafe fin ? ?");
    assertThat(new Alert("\u0300").ascii()).isEqualTo("?");
  }
}
