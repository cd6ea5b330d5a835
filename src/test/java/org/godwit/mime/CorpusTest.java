package org.godwit.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import org.godwit.mail.Summary;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Real and odd messages: valid wire forms, a proper tree, and the same result however the octets are cut. */
class CorpusTest {
  static List<Corpus.Message> messages() {
    return Corpus.all();
  }

  @ParameterizedTest
  @MethodSource("messages")
  void wireFormsAndTreeAreValid(Corpus.Message message) {
    Summary summary = MessageParser.parse(message.bytes());
    WireGrammar.check(summary);
    SectionInvariants.check(summary, message.bytes());
    assertThat(Summary.decode(summary.encode())).isEqualTo(summary);
  }

  @ParameterizedTest
  @MethodSource("messages")
  void isTheSameByteByByte(Corpus.Message message) {
    MessageParser parser = new MessageParser();
    for (int i = 0; i < message.bytes().length; i++) {
      parser.feed(message.bytes(), i, 1);
    }
    assertThat(parser.finish()).isEqualTo(MessageParser.parse(message.bytes()));
  }

  @ParameterizedTest
  @MethodSource("messages")
  void isTheSameCutInTwoAnywhere(Corpus.Message message) {
    byte[] bytes = message.bytes();
    Summary whole = MessageParser.parse(bytes);
    int step = Math.max(1, bytes.length / 200);
    for (int cut = 0; cut <= bytes.length; cut += step) {
      MessageParser parser = new MessageParser();
      parser.feed(bytes, 0, cut);
      ByteBuffer rest = ByteBuffer.allocateDirect(bytes.length - cut).put(bytes, cut, bytes.length - cut).flip();
      parser.feed(rest);
      assertThat(parser.finish()).as("cut at %d", cut).isEqualTo(whole);
    }
  }
}
