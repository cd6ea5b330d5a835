package org.godwit.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.james.mime4j.dom.Message;
import org.apache.james.mime4j.dom.address.AddressList;
import org.apache.james.mime4j.dom.address.MailboxList;
import org.apache.james.mime4j.message.DefaultMessageBuilder;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.godwit.mail.Summary;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Structure and the octets of every part, against Apache Mime4j. */
class Mime4jComparisonTest {
  /** Where we differ knowingly, and why. */
  private static final String NO_PART = "a multipart without parts is shown as the text that it holds, not as an empty"
      + " multipart, which IMAP cannot say";
  private static final String ENCODED_MESSAGE = "a message may not be in a transfer encoding (RFC 2046, 5.2.1): it stays"
      + " opaque, since its parts would have no octets to address";
  private static final String PADDED_BOUNDARY = "a boundary does not end with white space (RFC 2046, 5.1.1): white space"
      + " behind it is padding, whatever the parameter says";
  private static final String LONG_BOUNDARY = "a boundary beyond MimeFields.BOUNDARY_BYTES_MAX is not looked for";
  private static final Map<String, String> DIFFERENCES = Map.ofEntries(
      Map.entry("mimetools-testmsgs__badbound.msg", NO_PART), Map.entry("testmsgs__missing-boundary.msg", NO_PART),
      Map.entry("testmsgs__missing-inner-boundary.msg", NO_PART), Map.entry("testmsgs__multipartnopart.msg", NO_PART),
      Map.entry("testmsgs__missing-inner-start-boundary.msg", NO_PART),
      Map.entry("mimetools-testmsgs__multi-2gifs-base64.msg", ENCODED_MESSAGE),
      Map.entry("testmsgs__bad-newlines-multiple-parts-base64.msg", ENCODED_MESSAGE),
      Map.entry("testmsgs__base64encoded-rfc822message-nested.msg", ENCODED_MESSAGE),
      Map.entry("testmsgs__base64encoded-rfc822message.msg", ENCODED_MESSAGE),
      Map.entry("testmsgs__weird-boundary.msg", PADDED_BOUNDARY),
      Map.entry("testmsgs__very-long-boundary.msg", PADDED_BOUNDARY),
      Map.entry("testmsgs__very-very-long-boundary.msg", LONG_BOUNDARY));

  private static final String NAMED_ZONE = "zones like EDT are hours behind UTC (RFC 5322, 4.3); Mime4j takes them as UTC";
  /** Dates that we read otherwise, and why. */
  private static final Map<String, String> DATE_DIFFERENCES = Map.of(
      "mime4j-219-new-date-time-format.msg", "fractions of a second are dropped",
      "mimetools-testmsgs__multi-bad.msg", "-600 is read as six hours; Mime4j takes it as UTC",
      "mimetools-testmsgs__jt-0498.msg", NAMED_ZONE, "mimetools-testmsgs__simple.msg", NAMED_ZONE,
      "testmsgs__basic-plain-very-long-lines.msg", NAMED_ZONE, "testmsgs__basic-plain.msg", NAMED_ZONE,
      "testmsgs__basic-plain-with-bad-header-separator.msg", NAMED_ZONE);

  static List<Corpus.Message> messages() {
    return Corpus.all().stream().filter(message -> !DIFFERENCES.containsKey(message.name())).toList();
  }

  @ParameterizedTest
  @MethodSource("messages")
  void hasTheSameStructureAndOctets(Corpus.Message message) throws Exception {
    assertThat(ours(message.bytes())).isEqualTo(theirs(message.bytes()));
  }

  static List<Corpus.Message> differing() {
    return Corpus.all().stream().filter(message -> DIFFERENCES.containsKey(message.name())).toList();
  }

  @ParameterizedTest
  @MethodSource("differing")
  void differsOnlyWhereExplained(Corpus.Message message) throws Exception {
    assertThat(ours(message.bytes())).as(DIFFERENCES.get(message.name())).isNotEqualTo(theirs(message.bytes()));
  }

  @ParameterizedTest
  @MethodSource("everyMessage")
  void hasTheSameEnvelope(Corpus.Message message) throws Exception {
    DefaultMessageBuilder builder = new DefaultMessageBuilder();
    builder.setMimeEntityConfig(MimeConfig.PERMISSIVE);
    Message theirs = builder.parseMessage(new ByteArrayInputStream(message.bytes()));
    Summary ours = MessageParser.parse(message.bytes());
    List<?> envelope = (List<?>) ImapSyntax.parse(ours.envelope());
    assertThat(ours.subject()).isEqualTo(theirs.getSubject() == null ? "" : theirs.getSubject().strip());
    assertThat(flat(envelope.get(2))).isEqualTo(flat(theirs.getFrom()));
    assertThat(flat(envelope.get(5))).isEqualTo(flat(theirs.getTo()));
    assertThat(flat(envelope.get(6))).isEqualTo(flat(theirs.getCc()));
    assertThat(envelope.get(9)).isEqualTo(theirs.getMessageId());
    if (theirs.getDate() != null && !DATE_DIFFERENCES.containsKey(message.name())) {
      assertThat(ours.sentMillis()).hasValue(theirs.getDate().getTime());
    }
  }

  static List<Corpus.Message> everyMessage() {
    return Corpus.all();
  }

  /** The mailboxes of an address list in wire form, group markers left out. */
  private static List<String> flat(Object wire) {
    List<String> mailboxes = new ArrayList<>();
    for (Object address : wire == null ? List.of() : (List<?>) wire) {
      List<?> fields = (List<?>) address;
      if (fields.get(3) != null) {
        mailboxes.add(fields.get(2) + "@" + fields.get(3));
      }
    }
    return mailboxes;
  }

  private static List<String> flat(MailboxList list) {
    return list == null ? List.of() : list.stream().map(m -> m.getLocalPart() + "@"
        + Objects.requireNonNullElse(m.getDomain(), "")).toList();
  }

  private static List<String> flat(AddressList list) {
    return list == null ? List.of() : flat(list.flatten());
  }

  /** Opening and closing of containers, and leaves with their octets, in order. */
  private static List<String> ours(byte[] message) {
    List<String> events = new ArrayList<>();
    Sections sections = Sections.of(MessageParser.parse(message));
    ours(sections, 0, message, events);
    return events;
  }

  private static void ours(Sections sections, int index, byte[] message, List<String> events) {
    Part part = sections.parts().get(index);
    if (part.kind() == Part.Kind.LEAF) {
      events.add(part.type() + " " + new String(message, (int) part.bodyStart(), (int) part.body().length(),
          StandardCharsets.ISO_8859_1));
      return;
    }
    events.add("<" + part.kind());
    for (int child : sections.children(index)) {
      ours(sections, child, message, events);
    }
    events.add(part.kind() + ">");
  }

  private static List<String> theirs(byte[] message) throws Exception {
    List<String> events = new ArrayList<>();
    MimeTokenStream stream = new MimeTokenStream(MimeConfig.PERMISSIVE);
    stream.parse(new ByteArrayInputStream(message));
    int messages = 0;
    for (EntityState state = stream.getState(); state != EntityState.T_END_OF_STREAM; state = stream.next()) {
      switch (state) {
        case T_START_MESSAGE -> {
          if (messages++ > 0) {
            events.add("<MESSAGE");
          }
        }
        case T_END_MESSAGE -> {
          if (--messages > 0) {
            events.add("MESSAGE>");
          }
        }
        case T_START_MULTIPART -> events.add("<MULTIPART");
        case T_END_MULTIPART -> events.add("MULTIPART>");
        case T_BODY -> events.add(stream.getBodyDescriptor().getMimeType() + " "
            + new String(stream.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1));
        default -> { }
      }
    }
    return events;
  }
}
