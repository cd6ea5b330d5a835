package org.godwit.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.godwit.mail.BodyStructure.Basic;
import org.godwit.mail.BodyStructure.Extension;
import org.junit.jupiter.api.Test;

/** The encoded form of a summary: everything comes back, also from the middle of an array, also when it is large. */
class SummaryTest {
  private static SummaryBuilder builder(String header, String preview) {
    BodyStructure leaf = new BodyStructure.Leaf(new Basic("text", "plain", null, null, "7bit", 3), 0, Extension.NONE);
    return new SummaryBuilder().sizes(1L << 40, 100).sent(-5, LocalDate.of(1969, 12, 31)).threadId(-7).digest(1, -2)
        .storedHeader(header.getBytes(StandardCharsets.UTF_8)).envelope(Envelope.EMPTY.toWire())
        .bodyStructure(new BodyStructure.Multipart(List.of(leaf, leaf), "mixed", Extension.NONE).toWire())
        .sections(new byte[] {1, 2, 3}).subject("a subject", "subject").sortKeys("f", "t", "")
        .displayKeys("From", "To").addressTexts("from text", "", "cc", "ü").ids("id@x", List.of("ref1@y", "ref2@y"))
        .preview(preview).replyOrForward();
  }

  private static void check(Summary summary, String preview) {
    assertThat(summary.size()).isEqualTo(1L << 40);
    assertThat(summary.headerSize()).isEqualTo(100);
    assertThat(summary.sentMillis()).hasValue(-5);
    assertThat(summary.sentDay()).isEqualTo(LocalDate.of(1969, 12, 31));
    assertThat(List.of(summary.threadId(), summary.digestHigh(), summary.digestLow())).containsExactly(-7L, 1L, -2L);
    assertThat(List.of(summary.subject(), summary.baseSubject(), summary.sortFrom(), summary.sortTo(), summary.sortCc(),
        summary.displayFrom(), summary.displayTo(), summary.fromText(), summary.toText(), summary.ccText(),
        summary.bccText(), summary.messageId())).containsExactly("a subject", "subject", "f", "t", "", "From", "To",
        "from text", "", "cc", "ü", "id@x");
    assertThat(summary.references()).containsExactly("ref1@y", "ref2@y");
    assertThat(summary.preview()).isEqualTo(preview);
    assertThat(summary.isReplyOrForward()).isTrue();
    assertThat(summary.isComplete()).isTrue();
    assertThat(summary.sections().remaining()).isEqualTo(3);
    assertThat(StandardCharsets.US_ASCII.decode(summary.body()).toString()).isEqualTo(
        "((\"text\" \"plain\" NIL NIL NIL \"7bit\" 3 0)(\"text\" \"plain\" NIL NIL NIL \"7bit\" 3 0) \"mixed\")");
  }

  @Test
  void everythingComesBack() {
    check(builder("Subject: a subject\r\nReferences: <ref1@y> <ref2@y>\r\n\r\n", "p").build(), "p");
    check(builder("", "p").build(), "p");
  }

  @Test
  void largeOnesHaveWideOffsets() {
    String preview = "x".repeat(70_000);
    check(builder("", preview).build(), preview);
  }

  @Test
  void anImportedUniqueIdIsAddedAndChangesNothingElse() {
    for (String preview : List.of("p", "x".repeat(70_000))) {
      var plain = builder("Subject: a subject\r\nReferences: <ref1@y> <ref2@y>\r\n\r\n", preview).build();
      assertThat(plain.pop3Uidl()).isEmpty();
      var kept = Summary.decode(plain.withPop3Uidl("0000002a4f!~").encode());
      check(kept, preview);
      assertThat(kept.pop3Uidl()).isEqualTo("0000002a4f!~");
      assertThat(kept.withPop3Uidl("other").pop3Uidl()).isEqualTo("other");
      for (String wrong : List.of("", "a b", "x".repeat(71), "ü")) {
        assertThatThrownBy(() -> plain.withPop3Uidl(wrong)).isInstanceOf(IllegalArgumentException.class);
      }
    }
    assertThat(Pop3Uidl.derived(10, new UidValidity(0xFFFF_FFFFL))).isEqualTo("0000000affffffff");
    assertThat(Pop3Uidl.isDerived("0000000bFFFFFFFF", new UidValidity(0xFFFF_FFFFL))).isTrue();
    assertThat(Pop3Uidl.isDerived("0000000bFFFFFFFE", new UidValidity(0xFFFF_FFFFL))).isFalse();
  }

  @Test
  void isAViewOfASlice() {
    byte[] encoded = builder("Subject: a subject\r\n\r\n", "p").build().encode();
    byte[] padded = new byte[encoded.length + 20];
    System.arraycopy(encoded, 0, padded, 9, encoded.length);
    Summary slice = Summary.decode(padded, 9, encoded.length);
    check(slice, "p");
    assertThat(slice).isEqualTo(Summary.decode(encoded));
    assertThat(slice.encode()).isEqualTo(encoded);
  }

  @Test
  void textsOfTheHeaderAreStoredOnce() {
    String subject = "Subject: a subject\r\nFrom: from text\r\nReferences: <ref1@y> <ref2@y>\r\n\r\n";
    int with = builder(subject, "p").build().encodedSize() - subject.length();
    assertThat(with).isLessThan(builder("", "p").build().encodedSize());
  }

  @Test
  void refusesWhatIsNone() {
    byte[] encoded = builder("", "p").build().encode();
    byte[] version = encoded.clone();
    version[0] = 9;
    assertThatThrownBy(() -> Summary.decode(version)).isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("version 9");
    for (int length = 0; length < encoded.length; length++) {
      byte[] cut = Arrays.copyOf(encoded, length);
      assertThatThrownBy(() -> Summary.decode(cut)).isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> builder("x".repeat(Summary.STORED_HEADER_BYTES_MAX + 1), ""))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new BodyStructure.Multipart(List.of(), "mixed", Extension.NONE))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void compactNumbersComeBack() {
    CompactWriter out = new CompactWriter(1);
    long[] numbers = {0, 1, 127, 128, 300, Integer.MAX_VALUE, Long.MAX_VALUE};
    for (long number : numbers) {
      out.varint(number).i64(number).i32((int) number).u16((int) number & 0xffff);
    }
    byte[] bytes = out.toByteArray();
    CompactReader in = new CompactReader(bytes, 0, bytes.length);
    for (long number : numbers) {
      assertThat(in.varint()).isEqualTo(number);
      assertThat(in.i64()).isEqualTo(number);
      assertThat(in.i32()).isEqualTo((int) number);
      assertThat(in.u16()).isEqualTo((int) number & 0xffff);
    }
    assertThatThrownBy(in::u8).isInstanceOf(IllegalArgumentException.class);
  }
}
