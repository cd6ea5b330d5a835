package org.godwit.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.godwit.auth.sasl.SaslPlain;
import org.godwit.auth.sasl.TestChannels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UserNameTest {
  @ParameterizedTest
  @CsvSource({"alice,alice", "Alice,alice", "alice@Example.ORG,alice@example.org", "JÖRG,jörg", "jo\u0308rg,jörg",
    "Ａｌｉｃｅ,alice", "a.b-c_d+e,a.b-c_d+e", "用户,用户", "x,x"})
  void a_name_is_normalised(String written, String normal) {
    assertThat(UserName.parse(written)).contains(new UserName(normal));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "../x", "a/b", "a\\b", "/etc", "a:b", "a b", "a\0b", "a\nb", "\u0007", "a\u200Bb", "a\u202Eb", ".hidden",
    "\uD800", "／etc", "a\u2024\u2024／", "\uFFFE"})
  void a_name_that_means_something_else_is_none(String written) {
    assertThat(UserName.parse(written)).isEmpty();
  }

  @Test
  void a_name_has_a_bound() {
    assertThat(UserName.parse("a".repeat(UserName.BYTES_MAX))).isPresent();
    assertThat(UserName.parse("a".repeat(UserName.BYTES_MAX + 1))).isEmpty();
    assertThat(UserName.parse("ö".repeat(UserName.BYTES_MAX / 2 + 1))).isEmpty();
    assertThat(UserName.parse("用".repeat(1_000_000))).isEmpty();
    assertThatThrownBy(() -> new UserName("Alice")).isInstanceOf(IllegalArgumentException.class);
  }

  @Property(tries = 2000)
  void whatever_comes_out_is_stable_and_safe_in_a_path(@ForAll String written) {
    UserName.parse(written).ifPresent(user -> {
      assertThat(UserName.parse(user.value())).contains(user);
      assertThat(user.value()).doesNotContain("/", "\\", "\0", ":").isNotIn(".", "..");
      assertThat(user.value().getBytes(StandardCharsets.UTF_8).length).isBetween(1, UserName.BYTES_MAX);
    });
  }

  @ParameterizedTest
  @CsvSource({"'|alice|secret',,alice", "'bob|alice|secret',bob,alice"})
  void a_plain_message_is_a_login(String message, String authorizationId, String user) {
    Login login = SaslPlain.parse(bytes(message), TestChannels.local()).orElseThrow();
    assertThat(login.authorizationId()).isEqualTo(authorizationId == null ? "" : authorizationId);
    assertThat(login.user()).isEqualTo(user);
    assertThat(login.password().text()).isEqualTo("secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "|", "||", "alice|secret", "||secret", "|alice|", "a|b|c|d", "|\uFFFFx"})
  void another_message_is_not(String message) {
    assertThat(SaslPlain.parse(bytes(message), TestChannels.local())).isEmpty();
    assertThat(SaslPlain.parse(new byte[] {0, (byte) 0xFF, 0, 'x'}, TestChannels.local())).isEmpty();
  }

  @Test
  void clear_text_is_for_loopback_and_tls() {
    assertThat(CleartextPolicy.LOOPBACK.allows(true, false)).isTrue();
    assertThat(CleartextPolicy.LOOPBACK.allows(false, false)).isFalse();
    assertThat(CleartextPolicy.LOOPBACK.allows(false, true)).isTrue();
  }

  private static byte[] bytes(String message) {
    return message.replace('|', '\0').getBytes(StandardCharsets.UTF_8);
  }
}
