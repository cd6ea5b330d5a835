package org.godwit.auth.otp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against the tables of RFC 2289, appendix C. */
class OtpPasswordsTest {

  @ParameterizedTest
  @CsvSource({
    "otp-md5,  This is a test., TeSt,   0,  9E876134D90499DD, INCH SEA ANNE LONG AHEM TOUR",
    "otp-md5,  This is a test., TeSt,   1,  7965E05436F5029F, EASE OIL FUM CURE AWRY AVIS",
    "otp-md5,  This is a test., TeSt,   99, 50FE1962C4965880, BAIL TUFT BITS GANG CHEF THY",
    "otp-md5,  AbCdEfGhIjK,     alpha1, 0,  87066DD9644BF206, FULL PEW DOWN ONCE MORT ARC",
    "otp-md5,  AbCdEfGhIjK,     alpha1, 1,  7CD34C1040ADD14B, FACT HOOF AT FIST SITE KENT",
    "otp-md5,  AbCdEfGhIjK,     alpha1, 99, 5AA37A81F212146C, BODE HOP JAKE STOW JUT RAP",
    "otp-md5,  OTP's are good,  correct, 0, F205753943DE4CF9, ULAN NEW ARMY FUSE SUIT EYED",
    "otp-md5,  OTP's are good,  correct, 1, DDCDAC956F234937, SKIM CULT LOB SLAM POE HOWL",
    "otp-md5,  OTP's are good,  correct, 99, B203E28FA525BE47, LONG IVY JULY AJAR BOND LEE",
    "otp-sha1, This is a test., TeSt,   0,  BB9E6AE1979D8FF4, MILT VARY MAST OK SEES WENT",
    "otp-sha1, This is a test., TeSt,   1,  63D936639734385B, CART OTTO HIVE ODE VAT NUT",
    "otp-sha1, This is a test., TeSt,   99, 87FEC7768B73CCF9, GAFF WAIT SKID GIG SKY EYED",
    "otp-sha1, AbCdEfGhIjK,     alpha1, 0,  AD85F658EBE383C9, LEST OR HEEL SCOT ROB SUIT",
    "otp-sha1, AbCdEfGhIjK,     alpha1, 1,  D07CE229B5CF119B, RITE TAKE GELD COST TUNE RECK",
    "otp-sha1, AbCdEfGhIjK,     alpha1, 99, 27BC71035AAF3DC6, MAY STAR TIN LYON VEDA STAN",
    "otp-sha1, OTP's are good,  correct, 0, D51F3E99BF8E6F0B, RUST WELT KICK FELL TAIL FRAU",
    "otp-sha1, OTP's are good,  correct, 1, 82AEB52D943774E4, FLIT DOSE ALSO MEW DRUM DEFY",
    "otp-sha1, OTP's are good,  correct, 99, 4F296A74FE1567EC, AURA ALOE HURL WING BERG WAIT"})
  void a_pass_phrase_makes_what_the_rfc_says(String algorithm, String phrase, String seed, int count, String hex, String words) throws Exception {
    String small = seed.toLowerCase(Locale.ROOT);
    var state = OtpPasswords.state(algorithm, count, small, phrase);
    assertThat(HexFormat.of().withUpperCase().formatHex(state.hash())).isEqualTo(hex);
    var printed = OtpPasswords.next(new OtpState(algorithm, count + 1, small, new byte[8]), phrase, 1);
    assertThat(printed).as("number 0 is never asked for").isEqualTo(count == 0 ? List.of()
        : List.of(new OtpPasswords.Printed(count, hex.toLowerCase(Locale.ROOT), words)));

    var before = OtpPasswords.state(algorithm, count + 1, small, phrase);
    for (String answer : new String[] {"hex:" + hex, "word:" + words, "HEX:" + hex.toLowerCase(Locale.ROOT), "word:" + words.toLowerCase(Locale.ROOT)}) {
      var check = new OtpCheck(before, next -> next.equals(state));
      check.challenge();
      assertThat(check.accepts(answer.getBytes())).as(answer).isTrue();
    }
  }

  @Test
  void what_is_printed_ends_with_the_sequence() {
    var state = OtpPasswords.state("otp-md5", 3, "ke1234", "This is a test.");
    assertThat(OtpPasswords.next(state, "This is a test.", 5)).extracting(OtpPasswords.Printed::sequence).containsExactly(2, 1);
    assertThat(OtpPasswords.isPhrase("too short")).isFalse();
    assertThat(OtpPasswords.isPhrase("long enough")).isTrue();
  }
}
