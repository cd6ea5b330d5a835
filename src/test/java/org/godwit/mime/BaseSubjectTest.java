package org.godwit.mime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 5256, 2.1. */
class BaseSubjectTest {
  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
      "Hello | Hello | false",
      "Re: Hello | Hello | true",
      "RE : fw: FWD: Hello | Hello | true",
      "Re[4]: Hello | Hello | true",
      "re [x] : Hello | Hello | true",
      "[list] Hello | Hello | false",
      "[list] Re: [list] Hello | Hello | true",
      "[a] [b] Re: Hello | Hello | true",
      "Re: [only] | [only] | true",
      "[only] | [only] | false",
      "[a][b] | [b] | false",
      "Hello (fwd) (FWD)  | Hello | true",
      "[fwd: Hello] | Hello | true",
      "[Fwd: Re: [x] Hello (fwd)] | Hello | true",
      "[fwd: [fwd: Hello]] | Hello | true",
      "Reminder: x | Reminder: x | false",
      "Re x | Re x | false",
      "a [b] c | a [b] c | false",
      "[unclosed Re: x | [unclosed Re: x | false",
      "[[x] y | [[x] y | false",
      "a  b\tc | a b c | false",
      "Re: | `` | true",
      "(fwd) | `` | true",
      "[fwd:] | `` | true",
      "`` | `` | false",
      "Re: Re: Re: | `` | true",
      "[a] (fwd) | [a] | true",
  })
  void extracts(String subject, String base, boolean replyOrForward) {
    assertThat(BaseSubject.of(subject)).isEqualTo(new BaseSubject(base, replyOrForward));
  }
}
