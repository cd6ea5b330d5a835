package org.godwit.mime;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import org.godwit.mail.Address;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 5322, 3.4 and 4.4, and what people really write. */
class AddressParserTest {
  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
      "a@b | -/-/a/b",
      "<a@b> | -/-/a/b",
      "Joe Q. Public <john.q.public@example.com> | Joe Q. Public/-/john.q.public/example.com",
      "\"Giant; \\\"Big\\\" Box\" <sysservices@example.net> | Giant; \"Big\" Box/-/sysservices/example.net",
      "Pete(A nice \\) chap) <pete(his account)@silly.test(his host)> | Pete/-/pete/silly.test",
      "a@b (Comment Name) | Comment Name/-/a/b",
      "(Name) a@b | Name/-/a/b",
      "Mary Smith <@node.test,@x.test:mary@example.net> | Mary Smith/@node.test,@x.test/mary/example.net",
      "\"john doe\"@x | -/-/john doe/x",
      "john . doe @ x . y | -/-/john.doe/x.y",
      "a@[1.2.3.4, x] | -/-/a/[1.2.3.4, x]",
      "joe | -/-/joe/",
      "Joe User | -/-/Joe User/",
      "<> | -/-//",
      "Joe <joe> | Joe/-/joe/",
      "Joe <joe@x | Joe/-/joe/x",
      "a@b, c@d,, e@f | -/-/a/b -/-/c/d -/-/e/f",
      "G: a@b, C <c@d>; e@f | {G} -/-/a/b C/-/c/d {} -/-/e/f",
      "undisclosed-recipients:; | {undisclosed-recipients} {}",
      "G: a@b | {G} -/-/a/b {}",
      "a@b; c@d | -/-/a/b -/-/c/d",
      "=?utf-8?q?J=C3=B6rg?= =?utf-8?q?x?= <a@b> | =?utf-8?q?J=C3=B6rg?= =?utf-8?q?x?=/-/a/b",
      "a@b@c | -/-/a/b@c",
      "@ | -/-//",
      "\"unclosed <a@b> | -/-/unclosed <a@b>/",
      "First Last<a@b>trailing garbage, c@d | First Last/-/a/b -/-/c/d",
  })
  void parses(String text, String expected) {
    StringBuilder found = new StringBuilder();
    for (Address address : AddressParser.parse(text)) {
      found.append(found.isEmpty() ? "" : " ").append(show(address));
    }
    assertThat(found.toString()).isEqualTo(expected);
  }

  @Property(tries = 2000)
  void takesAnything(@ForAll @Chars({'<', '>', '@', ',', ';', ':', '"', '(', ')', '\\', '[', ']', '.', ' '})
      @CharRange(from = 'a', to = 'c') String text) {
    int groups = 0;
    for (Address address : AddressParser.parse(text)) {
      groups += address.isMailbox() ? 0 : address.mailbox() == null ? -1 : 1;
      assertThat(groups).isBetween(0, 1);
    }
    assertThat(groups).isZero();
  }

  private static String show(Address address) {
    if (!address.isMailbox()) {
      return "{" + (address.mailbox() == null ? "" : address.mailbox()) + "}";
    }
    return dash(address.name()) + "/" + dash(address.route()) + "/" + address.mailbox() + "/" + address.host();
  }

  private static String dash(String text) {
    return text == null ? "-" : text;
  }
}
