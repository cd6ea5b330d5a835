package org.godwit.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Collections;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailboxPatternTest {

  @ParameterizedTest
  @CsvSource({
      "*,a/b,true", "%,a/b,false", "%,a,true", "a/%,a/b,true", "a/%,a/b/c,false", "a/*,a/b/c,true", "a*,a/b,true", "a%,ab,true",
      "a%,a/b,false", "%/%,a/b,true", "*/b,a/x/b,true", "a/%/c,a/b/c,true", "%*%,a/b,true", "a,a,true", "a,A,false", "a,ab,false",
      "INBOX,INBOX,true", "inbox,INBOX,true", "iN%,INBOX,true", "inb*,INBOX/x,true", "inbox/x,INBOX/x,true", "inbox/X,INBOX/x,false",
      "i,INBOX,false", "inboxes,inboxes,true", "x/inbox,x/inbox,true", "x/inbox,x/INBOX,false", "%box,INBOX,true", "*O*,INBOX,true"})
  void slash(String pattern, String name, boolean matches) {
    assertThat(MailboxPattern.of(pattern, '/').matches(MailboxName.parse(name, '/'))).isEqualTo(matches);
  }

  @Test
  void dot() {
    assertThat(MailboxPattern.of("a.%", '.').matches(MailboxName.of("a", "b/c"))).isTrue();
    assertThat(MailboxPattern.of("%", '.').matches(MailboxName.of("a", "b"))).isFalse();
    assertThat(MailboxPattern.of("%", '.').matches(MailboxName.of("a.b"))).as("a level with a dot in it").isTrue();
    assertThat(MailboxPattern.of("inbox.%", '.').matches(MailboxName.of("INBOX", "b"))).isTrue();
  }

  @Test
  void empty() {
    assertThat(MailboxPattern.of("", '/').isEmpty()).isTrue();
    assertThat(MailboxPattern.of("", '/').matches(MailboxName.INBOX)).isFalse();
    assertThat(MailboxPattern.of("a", '/').isLiteral()).isTrue();
    assertThat(MailboxPattern.of("a%", '/').isLiteral()).isFalse();
  }

  @Test
  void normalised() {
    assertThat(MailboxPattern.of("e\u0301*", '/').matches(MailboxName.of("\u00e9t\u00e9"))).isTrue();
  }

  @Property(tries = 3000)
  void asANaiveMatcher(@ForAll("patterns") String pattern, @ForAll("names") String name) {
    assertThat(MailboxPattern.of(pattern, '/').matches(MailboxName.parse(name, '/')))
        .as("%s ~ %s", pattern, name).isEqualTo(naive(pattern, name));
  }

  @Property(tries = 200)
  void longPatternsCrossWords(@ForAll("longPatterns") String pattern, @ForAll("longNames") String name) {
    assertThat(MailboxPattern.of(pattern, '/').matches(MailboxName.parse(name, '/'))).isEqualTo(table(pattern, name));
  }

  @Provide
  Arbitrary<String> patterns() {
    return Arbitraries.strings().withChars("ab/*%").ofMinLength(1).ofMaxLength(8);
  }

  @Provide
  Arbitrary<String> names() {
    return Arbitraries.strings().withChars("ab/").ofMinLength(1).ofMaxLength(10)
        .filter(name -> !name.startsWith("/") && !name.endsWith("/") && !name.contains("//"));
  }

  @Provide
  Arbitrary<String> longPatterns() {
    return Arbitraries.of("a", "aa", "a/", "*", "%", "%a", "*/a").list().ofMinSize(30).ofMaxSize(120).map(all -> String.join("", all));
  }

  @Provide
  Arbitrary<String> longNames() {
    return Arbitraries.of("a", "aa", "aaaa").list().ofMinSize(20).ofMaxSize(90).map(all -> String.join("/", all));
  }

  private static boolean naive(String pattern, String name) {
    if (pattern.isEmpty()) {
      return name.isEmpty();
    }
    char c = pattern.charAt(0);
    String rest = pattern.substring(1);
    if (c == '*' || c == '%') {
      return naive(rest, name)
          || !name.isEmpty() && (c == '*' || name.charAt(0) != '/') && naive(pattern, name.substring(1));
    }
    return !name.isEmpty() && name.charAt(0) == c && naive(rest, name.substring(1));
  }

  /** As {@link #naive}, by a table. */
  private static boolean table(String pattern, String name) {
    boolean[][] matches = new boolean[pattern.length() + 1][name.length() + 1];
    matches[pattern.length()][name.length()] = true;
    for (int p = pattern.length() - 1; p >= 0; p--) {
      for (int n = name.length(); n >= 0; n--) {
        char c = pattern.charAt(p);
        boolean hasNext = n < name.length();
        matches[p][n] = c == '*' || c == '%'
            ? matches[p + 1][n] || hasNext && (c == '*' || name.charAt(n) != '/') && matches[p][n + 1]
            : hasNext && name.charAt(n) == c && matches[p + 1][n + 1];
      }
    }
    return matches[0][0];
  }

  @Test
  void hostilePatternsTakeLittleTime() {
    var name = new MailboxName(Collections.nCopies(16, "a".repeat(255)));
    var pattern = MailboxPattern.of("%a*a".repeat(1000) + "b", '/');
    assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
      for (int i = 0; i < 50; i++) {
        assertThat(pattern.matches(name)).isFalse();
      }
    });
  }
}
