package org.godwit.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.godwit.auth.PasswordHash.UnusableHash;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The hashes were made by other programs: Python's hashlib, the system's crypt(3), the reference Argon2, Dovecot's tests. */
class PasswordHashTest {
  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "test         | {PLAIN}test",
    "te:st        | {plain}te:st",
    "Hello world! | {CRYPT}$6$saltstring$svn8UoSVapNtMuq1ukKS4tPQd8iKwSMHWjl/O817G3uBnIFNjnQJuesI68u4OTLiBFdcbYEdFCoEOfaS35inz1",
    "Hello world! | $6$saltstring$svn8UoSVapNtMuq1ukKS4tPQd8iKwSMHWjl/O817G3uBnIFNjnQJuesI68u4OTLiBFdcbYEdFCoEOfaS35inz1",
    "Hello world! | {SHA256-CRYPT}$5$saltstring$5B8vYYiY.CVt1RlTTf8KbXBH3hsxY/GNooZaBBGWEc5",
    "Hello world! | {CRYPT}$5$rounds=1400$anotherlongsalts$3qrvGONjJLD3nbbdMqiPU3HEkZj9mKxTAR68T172Rv9",
    "test         | {CRYPT}$1$abcd$T2SbKcrpFB8biuNpvb0F4.",
    "test         | {CRYPT}abgOeLfPimXQo",
    "U*U          | {CRYPT}$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
    "pässword     | {BLF-CRYPT}$2b$05$CCCCCCCCCCCCCCCCCCCCC.FJj9w2dMxG/OMSU5q.D3h/cEq6ERrnu",
    "password     | {ARGON2ID}$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
    "test         | {PBKDF2}$1$bUnT4Pl7yFtYX0KU$5000$50a83cafdc517b9f46519415e53c6a858908680a",
    "pässword     | {PBKDF2}$pbkdf2$it=1000$MDEyMzQ1Njc4OWFiY2RlZg$20MTVzg/n3H4pkjP7rPbs9uXGvJYlRG4j32EBHiNeegrbijWGjc63LMIJzA0jtIUGL4tJ0FCjR9uzA3gQvH7WA",
    "test         | {SSHA}9DgilxbKtDVpSW86NjCzcnUkuBtzYWx0",
    "test         | {SSHA256.b64}Tt8H7clbL9y8ryN4/RLYrCEsKqbjJsWcPmKb4wOdZDJzYWx0",
    "test         | {SSHA512}bIOOk04/7vrmz6U68RN11JVPhcb17YiMAs14BqcWltHLRJ8r546ebqMBqVyB8orYdm865YL5vqrDPH3Ct7qRh3NhbHQ=",
    "test         | {SHA}qUqP5cyxm6YcTAhz05Hph5gvu9M=",
    "test         | {SHA256.HEX}9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
  })
  void what_administrators_bring_along_is_verified(String password, String text) throws UnusableHash {
    PasswordHash hash = PasswordHash.parse(text);
    assertThat(hash.matches(Password.of(password))).isTrue();
    assertThat(hash.matches(Password.of("a" + password))).isFalse();
    assertThat(hash.matches(Password.of(password.substring(1)))).isFalse();
    assertThat(hash.matches(Password.of(""))).isFalse();
  }

  @Test
  void bcrypt_looks_at_72_bytes_as_it_always_did() throws UnusableHash {
    PasswordHash hash = PasswordHash.parse("{CRYPT}$2y$05$CCCCCCCCCCCCCCCCCCCCC.D7RDOYXakZhsFmh/LdqQNx0kQ424AFS");
    assertThat(hash.matches(Password.of("x".repeat(100)))).isTrue();
    assertThat(hash.matches(Password.of("x".repeat(71)))).isFalse();
  }

  @Test
  void a_new_hash_is_salted_survives_the_file_and_matches_only_its_password() throws UnusableHash {
    PasswordHash hash = PasswordHash.of(Password.of("käse brot"));
    assertThat(hash.text()).startsWith("{PBKDF2}$pbkdf2$it=210000$").doesNotContain("brot", ":");
    assertThat(PasswordHash.of(Password.of("käse brot"))).isNotEqualTo(hash);
    assertThat(PasswordHash.parse(hash.text()).matches(Password.of("käse brot"))).isTrue();
    assertThat(hash.matches(Password.of("käse bro"))).isFalse();
    assertThat(hash.matches(Password.of("ka\u0308se\u00A0brot"))).as("the same characters, typed elsewhere").isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{PLAIN}", "{NTLM}abc", "{CRYPT}$y$j9T$abc$def", "{CRYPT}$6$a", "{CRYPT}$6$rounds=999999999$a$b",
    "{BLF-CRYPT}$2b$31$CCCCCCCCCCCCCCCCCCCCC.FJj9w2dMxG/OMSU5q.D3h/cEq6ERrnu", "{PBKDF2}", "{PBKDF2}$pbkdf2$it=99999999$a$b",
    "{PBKDF2}$1$salt$0$50a83cafdc517b9f46519415e53c6a858908680a", "{SSHA}qUqP5cyxm6YcTAhz05Hph5gvu9M=", "{SHA}!", "{SHA.hex}zz",
    "{ARGON2ID}$argon2id$v=19$m=9999999,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
    "{ARGON2ID}$argon2id$v=19$m=1024,t=0,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"})
  void what_is_not_a_hash_or_costs_too_much_is_refused_without_repeating_it(String text) {
    assertThatThrownBy(() -> PasswordHash.parse(text)).isInstanceOf(UnusableHash.class)
        .hasMessageNotContaining("50a83").hasMessageNotContaining("c29t");
  }

  @Test
  void a_password_is_never_printed_and_one_without_end_never_hashed() throws UnusableHash {
    assertThat(Password.of("secret").toString()).doesNotContain("secret");
    assertThat(Login.of("u", Password.of("secret"), null, "LOGIN").toString()).doesNotContain("secret");
    String endless = "x".repeat(Password.LENGTH_MAX + 1);
    assertThat(PasswordHash.parse("{PLAIN}" + "x").matches(Password.of(endless))).isFalse();
    assertThat(Password.of(endless).isUsable()).isFalse();
  }
}
