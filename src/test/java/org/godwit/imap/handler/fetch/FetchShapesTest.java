package org.godwit.imap.handler.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.godwit.imap.command.FetchItem;
import org.godwit.imap.command.Partial;
import org.godwit.imap.command.Section;

/**
 * Any body items of any messages answer as the simple way does, however they are read: at once or later, alone or with their
 * neighbours, whole or in slices.
 */
class FetchShapesTest {

  private static final List<byte[]> MESSAGES = messages();

  /** How octets are read. */
  private enum Way {
    AT_ONCE(new FetchLimits(1 << 18, 1 << 18, 4096, 1 << 16, 1 << 18, 1_000_000), false),
    LATER(new FetchLimits(1 << 18, 1 << 18, 4096, 1 << 16, 1 << 18, 1_000_000), true),
    ALONE(new FetchLimits(1 << 18, 1, 0, 1 << 16, 1, 1), false),
    IN_SLICES(new FetchLimits(0, 1, 0, 1 << 16, 1000, 1), false),
    IN_SMALL_SLICES(new FetchLimits(0, 1, 0, 7, 1000, 1_000_000), true),
    MIXED(new FetchLimits(500, 2000, 4096, 64, 1000, 1_000), false);

    private final FetchLimits limits;
    private final boolean cold;

    Way(FetchLimits limits, boolean cold) {
      this.limits = limits;
      this.cold = cold;
    }
  }

  private static List<byte[]> messages() {
    try (var files = Files.list(Path.of("src/test/resources/corpus/mime4j"))) {
      return files.filter(file -> file.toString().endsWith(".msg")).sorted().map(FetchShapesTest::read).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] read(Path file) {
    try {
      var text = Files.readString(file, StandardCharsets.ISO_8859_1);
      // some with bare LF as they are, most as mail should be
      return (text.hashCode() % 5 == 0 ? text : text.replaceAll("(?<!\r)\n", "\r\n")).getBytes(StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Property(tries = 400)
  void anyItemsInAnyWay(@ForAll("someMessages") List<byte[]> messages, @ForAll("someItems") List<FetchItem> items,
      @ForAll Way way) {
    var fixture = new FetchFixture();
    messages.forEach(fixture::add);
    fixture.select();
    if (way.cold) {
      fixture.cold.add(0);
    }
    var command = "FETCH 1:* (" + items.stream().map(FetchShapesTest::wire).collect(Collectors.joining(" ")) + ")";
    assertThat(fixture.run(command, way.limits)).as(command + " " + way).isEqualTo(expected(messages, items));
  }

  private static String expected(List<byte[]> messages, List<FetchItem> items) {
    var result = new StringBuilder();
    boolean undecodable = false;
    for (int i = 0; i < messages.size(); i++) {
      var naive = new NaiveFetch(messages.get(i));
      var answers = items.stream().distinct().map(naive::answer).toList();
      undecodable |= answers.contains(null);
      var told = answers.stream().filter(answer -> answer != null).collect(Collectors.joining(" "));
      result.append(told.isEmpty() ? "" : "* " + (i + 1) + " FETCH (" + told + ")\r\n");
    }
    return result + (undecodable ? "a NO [UNKNOWN-CTE] Some parts cannot be decoded\r\n" : "a OK FETCH completed\r\n");
  }

  private static String wire(FetchItem item) {
    return switch (item) {
      case FetchItem.Body body -> "BODY.PEEK[" + body.section() + "]" + wire(body.partial().orElse(null));
      case FetchItem.Binary binary -> "BINARY.PEEK[" + new Section(binary.part(), Section.Text.ALL, List.of()) + "]"
          + wire(binary.partial().orElse(null));
      case FetchItem.BinarySize size -> "BINARY.SIZE[" + new Section(size.part(), Section.Text.ALL, List.of()) + "]";
      default -> throw new IllegalArgumentException(item.toString());
    };
  }

  private static String wire(Partial partial) {
    return partial == null ? "" : "<" + partial.offset() + "." + partial.length() + ">";
  }

  @Provide
  Arbitrary<List<byte[]>> someMessages() {
    return Arbitraries.of(MESSAGES).list().ofMinSize(1).ofMaxSize(6);
  }

  @Provide
  Arbitrary<List<FetchItem>> someItems() {
    var part = Arbitraries.longs().between(1, 3).list().ofMaxSize(4);
    var partial = Combinators.combine(
            Arbitraries.oneOf(Arbitraries.longs().between(0, 60), Arbitraries.longs().between(0, 9000), Arbitraries.just(1L << 40)),
            Arbitraries.oneOf(Arbitraries.longs().between(1, 60), Arbitraries.just(Long.MAX_VALUE)))
        .as(Partial::new).optional(0.4);
    Arbitrary<FetchItem> body = Combinators.combine(part, Arbitraries.of(Section.Text.class), names(), partial)
        .as((path, text, names, range) -> new FetchItem.Body(section(path, text, names), range, true));
    Arbitrary<FetchItem> binary = Combinators.combine(part, partial).as((path, range) -> new FetchItem.Binary(path, range, true));
    Arbitrary<FetchItem> size = part.map(FetchItem.BinarySize::new);
    return Arbitraries.frequencyOf(net.jqwik.api.Tuple.of(4, body), net.jqwik.api.Tuple.of(2, binary),
        net.jqwik.api.Tuple.of(1, size)).list().uniqueElements().ofMinSize(1).ofMaxSize(4);
  }

  private static Arbitrary<List<String>> names() {
    return Arbitraries.of("Subject", "from", "TO", "Received", "Content-Type", "X-Nothing", "Date", "MIME-Version",
        "content-transfer-encoding", "Return-Path").list().uniqueElements().ofMinSize(1).ofMaxSize(4);
  }

  private static Section section(List<Long> path, Section.Text text, List<String> names) {
    boolean fields = text == Section.Text.HEADER_FIELDS || text == Section.Text.HEADER_FIELDS_NOT;
    var possible = text == Section.Text.MIME && path.isEmpty() ? Section.Text.HEADER : text;
    return new Section(path, possible, fields ? names : List.of());
  }
}
