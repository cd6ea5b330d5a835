package org.godwit.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailboxNameTest {

  @Test
  void levels() {
    assertThat(MailboxName.parse("a/b.c/d", '/').levels()).containsExactly("a", "b.c", "d");
    assertThat(MailboxName.parse("a/b.c", '.').levels()).containsExactly("a/b", "c");
    assertThat(MailboxName.of("a", "b").text('.')).isEqualTo("a.b");
    assertThat(MailboxName.of("a", "b")).hasToString("a/b");
    assertThatIllegalArgumentException().isThrownBy(() -> MailboxName.parse("a", '+'));
  }

  @ParameterizedTest
  @ValueSource(strings = {"INBOX", "inbox", "iNbOx"})
  void inboxHasOneSpelling(String inbox) {
    assertThat(MailboxName.parse(inbox, '/')).isEqualTo(MailboxName.INBOX);
    assertThat(MailboxName.parse(inbox, '/').isInbox()).isTrue();
    assertThat(MailboxName.parse(inbox + "/x", '/').levels()).containsExactly("INBOX", "x");
    assertThat(MailboxName.parse("a/" + inbox, '/').levels()).containsExactly("a", inbox);
  }

  @Test
  void lettersThatOnlyFoldToInboxAreNotInbox() {
    assertThat(MailboxName.parse("ınbox", '/').isInbox()).isFalse();
    assertThat(MailboxName.parse("inboxes", '/').isInbox()).isFalse();
  }

  @Test
  void normalised() {
    assertThat(MailboxName.of("e\u0301")).isEqualTo(MailboxName.of("\u00e9"));
    assertThat(MailboxName.of("\u212b").lastLevel()).isEqualTo("\u00c5");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "/a", "a/", "a//b", "a\u0000", "a\tb", "\u007f", "\u0085", "\u2028", "\u2029", "\ud800", "a\udc00b"})
  void namesNoMailboxCanHave(String name) {
    assertThatThrownBy(() -> MailboxName.parse(name, '/')).isInstanceOf(InvalidMailboxNameException.class)
        .message().matches("[ -~]+");
  }

  @Test
  void bounds() {
    assertThat(MailboxName.of("x".repeat(255)).lastLevel()).hasSize(255);
    assertThatThrownBy(() -> MailboxName.of("x".repeat(256))).hasMessageContaining("255 octets");
    assertThatThrownBy(() -> MailboxName.of("é".repeat(128))).hasMessageContaining("255 octets");
    assertThat(new MailboxName(Collections.nCopies(100, "x")).depth()).isEqualTo(100);
    assertThatThrownBy(() -> new MailboxName(Collections.nCopies(101, "x"))).hasMessageContaining("1 to 100 levels");
    assertThatThrownBy(() -> new MailboxName(List.of())).hasMessageContaining("1 to 100 levels");
    assertThat(new MailboxName(Collections.nCopies(16, "x".repeat(255))).depth()).isEqualTo(16);
    assertThatThrownBy(() -> new MailboxName(Collections.nCopies(17, "x".repeat(255)))).hasMessageContaining("4096 octets");
    assertThatThrownBy(() -> MailboxName.parse("x".repeat(10_000_000), '/')).hasMessageContaining("4096 octets");
  }

  @Test
  void relations() {
    var abc = MailboxName.of("a", "b", "c");
    assertThat(abc.parent()).isEqualTo(MailboxName.of("a", "b"));
    assertThat(MailboxName.of("a").parent()).isNull();
    assertThat(abc.ancestors()).containsExactly(MailboxName.of("a"), MailboxName.of("a", "b"));
    assertThat(MailboxName.of("a").child("b").child("c")).isEqualTo(abc);
    assertThat(abc.isBelow(MailboxName.of("a"))).isTrue();
    assertThat(abc.isBelow(abc)).isFalse();
    assertThat(MailboxName.of("ab").isBelow(MailboxName.of("a"))).isFalse();
    assertThat(abc.moved(MailboxName.of("a"), MailboxName.of("x", "y"))).isEqualTo(MailboxName.of("x", "y", "b", "c"));
    assertThat(abc.moved(abc, MailboxName.of("x"))).isEqualTo(MailboxName.of("x"));
    assertThatIllegalArgumentException().isThrownBy(() -> abc.moved(MailboxName.of("b"), MailboxName.of("x")));
  }

  @Test
  void childrenFollowTheirParent() {
    var sorted = List.of("a", "a/b", "a/b/c", "a/c", "a b", "a-b").stream().map(name -> MailboxName.parse(name, '/')).sorted().toList();
    assertThat(sorted).extracting(MailboxName::toString).containsExactly("a", "a/b", "a/b/c", "a/c", "a b", "a-b");
  }

  @Property(tries = 500)
  void roundTripThroughEitherDelimiter(@ForAll @StringLength(min = 1, max = 30) String text) {
    for (char delimiter : new char[] {'/', '.'}) {
      try {
        var name = MailboxName.parse(text, delimiter);
        assertThat(MailboxName.parse(name.text(delimiter), delimiter)).isEqualTo(name);
        assertThat(name.text('.').chars().filter(c -> c == '.').count()).isEqualTo(name.depth() - 1);
      } catch (InvalidMailboxNameException e) {
        assertThat(e).hasMessageStartingWith("Mailbox name");
      }
    }
  }
}
