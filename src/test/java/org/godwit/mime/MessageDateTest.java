package org.godwit.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 5322, 3.3, its appendix A.5, 4.3, and RFC 5256, 2.2. */
class MessageDateTest {
  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "Fri, 21 Nov 1997 09:55:06 -0600 | 1997-11-21T15:55:06Z | 1997-11-21",
      "Thu, 13 Feb 1969 23:32:54 -0330 | 1969-02-14T03:02:54Z | 1969-02-13",
      "21 Nov 97 09:55:06 GMT | 1997-11-21T09:55:06Z | 1997-11-21",
      "Thu, 13 (c(n)) Feb 1969 23:32 -0330 (Newfoundland Time) | 1969-02-14T03:02:00Z | 1969-02-13",
      "Fri, 21 Nov 1997 09(comment):   55  :  06 -0600 | 1997-11-21T00:00:00Z | 1997-11-21",
      "1 Jan 49 00:00:00 EST | 2049-01-01T05:00:00Z | 2049-01-01",
      "1 Jan 50 00:00:00 pdt | 1950-01-01T07:00:00Z | 1950-01-01",
      "1 Jan 104 00:00:00 UT | 2004-01-01T00:00:00Z | 2004-01-01",
      "17-Jul-1996 02:44:25 -0700 | 1996-07-17T09:44:25Z | 1996-07-17",
      "Mon Jan  5 10:11:12 2004 | 2004-01-05T10:11:12Z | 2004-01-05",
      "Mon, 1 January 2024 10:00:60 +0000 | 2024-01-01T10:00:59Z | 2024-01-01",
      "29 Feb 2024 | 2024-02-29T00:00:00Z | 2024-02-29",
      "1 Jan 2024 25:00:00 +0100 | 2023-12-31T23:00:00Z | 2024-01-01",
      "1 Jan 2024 10:00:00 +9999 | 2024-01-01T10:00:00Z | 2024-01-01",
      "1 Jan 2024 10:00:00 XYZ | 2024-01-01T10:00:00Z | 2024-01-01",
      "Tue, 17 Jul 2012 22:23:35.882 0000 | 2012-07-17T22:23:35Z | 2012-07-17",
  })
  void parses(String text, String instant, String day) {
    MessageDate date = MessageDate.parse(text).orElseThrow();
    assertThat(Instant.ofEpochMilli(date.epochMillis())).isEqualTo(Instant.parse(instant));
    assertThat(date.day()).hasToString(day);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "garbage", "30 Feb 2024 10:00:00 +0000", "Jan 2024", "1 Foo 2024", "1 Jan", "0 Jan 2024",
      "99999 Jan 2024", "(1 Jan 2024", "12:00:00 +0000"})
  void garbageIsNoDate(String text) {
    assertThat(MessageDate.parse(text)).isEmpty();
  }

  @Property(tries = 1000)
  void takesAnything(@ForAll String text) {
    assertThat(MessageDate.parse(text)).isNotNull();
  }
}
