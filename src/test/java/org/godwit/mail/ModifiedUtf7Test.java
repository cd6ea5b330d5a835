package org.godwit.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModifiedUtf7Test {

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "~peter/mail/台北/日本語|~peter/mail/&U,BTFw-/&ZeVnLIqe-", "R&D|R&-D", "&|&-", "&&|&-&-", "Entwürfe|Entw&APw-rfe",
      "é&é|&AOk-&-&AOk-", "😀|&2D3eAA-", "a-b|a-b", "☃-|&JgM--"})
  void knownNames(String text, String encoded) {
    assertThat(ModifiedUtf7.encode(text)).isEqualTo(encoded);
    assertThat(ModifiedUtf7.decode(encoded)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "&", "a&", "&AOk", "&AO-", "&A-", "&AOkA-", "&AGE-", "&ACY-", "&AOk-&AOk-", "&AOl-x&", "&AO=-", "&AO/k-", "é", "a\tb", "a\u007fb",
      "&U,BTFw-&ZeVnLIqe-", "&AOm-"})
  void notModifiedUtf7(String encoded) {
    assertThatThrownBy(() -> ModifiedUtf7.decode(encoded)).isInstanceOf(InvalidMailboxNameException.class);
  }

  @Test
  void everyCharacter() {
    for (int codePoint = 0; codePoint <= Character.MAX_CODE_POINT; codePoint++) {
      if (codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE) {
        String text = "a" + Character.toString(codePoint) + "-";
        String encoded = ModifiedUtf7.encode(text);
        if (!ModifiedUtf7.decode(encoded).equals(text)) {
          throw new AssertionError("U+" + Integer.toHexString(codePoint) + " as " + encoded);
        }
      }
    }
  }

  @Property(tries = 500)
  void anyText(@ForAll @StringLength(max = 40) String text) {
    String encoded = ModifiedUtf7.encode(text);
    assertThat(encoded).matches("[ -~]*");
    assertThat(ModifiedUtf7.decode(encoded)).isEqualTo(text);
  }

  @Property(tries = 1000)
  void whatDecodesHasOneSpelling(@ForAll @CharRange(from = '&', to = 'C') @StringLength(max = 12) String encoded) {
    try {
      assertThat(ModifiedUtf7.encode(ModifiedUtf7.decode(encoded))).isEqualTo(encoded);
    } catch (InvalidMailboxNameException e) {
      assertThat(encoded).contains("&");
    }
  }
}
