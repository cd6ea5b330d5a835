package org.godwit.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.godwit.auth.PasswordHash.Scheme;
import org.godwit.auth.PasswordHash.UnusableHash;
import org.godwit.auth.backend.SecretKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScramVerifierTest {
  @ParameterizedTest
  @EnumSource(Scheme.class)
  void a_new_entry_of_every_scheme_takes_its_password_and_no_other(Scheme scheme) throws Exception {
    String entry = PasswordHash.of(Password.of("secret"), scheme).text();
    assertThat(PasswordHash.parse(entry).matches(Password.of("secret"))).isTrue();
    assertThat(PasswordHash.parse(entry).matches(Password.of("wrong"))).isFalse();
  }

  @Test
  void an_entry_yields_the_secrets_that_it_holds() throws Exception {
    String scram = PasswordHash.of(Password.of("secret"), Scheme.SCRAM_SHA_256).text();
    assertThat(StoredSecrets.secret(scram, SecretKind.SCRAM_SHA_256)).isPresent();
    assertThat(StoredSecrets.secret(scram, SecretKind.SCRAM_SHA_1)).isEmpty();
    assertThat(StoredSecrets.secret(scram, SecretKind.CLEAR_PASSWORD)).isEmpty();
    for (SecretKind kind : new SecretKind[] {SecretKind.CLEAR_PASSWORD, SecretKind.SCRAM_SHA_1, SecretKind.SCRAM_SHA_256}) {
      assertThat(StoredSecrets.secret("{PLAIN}secret", kind)).isPresent();
      assertThat(StoredSecrets.secret("{SSHA}x", kind)).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "4096", "4096,QSXCR+Q6sek8bf92,AAAA,AAAA", "99999999,QSXCR+Q6sek8bf92,AAAAAAAAAAAAAAAAAAAAAAAAAAA=,AAAAAAAAAAAAAAAAAAAAAAAAAAA="})
  void what_is_no_verifier_is_refused(String text) {
    assertThatThrownBy(() -> ScramVerifier.parse(ScramVerifier.Hash.SHA_1, text)).isInstanceOf(UnusableHash.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a:b", " a", "a ", "a\nb"})
  void a_password_that_would_break_its_line_is_not_kept_as_it_is(String password) {
    assertThatThrownBy(() -> PasswordHash.of(Password.of(password), Scheme.PLAIN)).isInstanceOf(IllegalArgumentException.class);
  }
}
