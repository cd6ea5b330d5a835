package org.godwit.imap.handler.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.godwit.imap.response.Tagged;
import org.junit.jupiter.api.Test;

/** However large a message and however slow the client, memory is bounded. */
class HugeFetchTest {

  private static final int HUGE = 100 << 20;

  private final FetchFixture fixture = new FetchFixture();

  @Test
  void hundredMebibytesGoThroughInSlices() {
    fixture.addHuge(3, HUGE).select();
    fixture.output.keep = false;
    fixture.run("FETCH 1 BODY.PEEK[]");
    var expected = new CRC32();
    expected.update(("* 1 FETCH (BODY[] {" + HUGE + "}\r\n").getBytes(StandardCharsets.US_ASCII));
    byte[] slice = new byte[23 * 1024];
    for (int at = 0; at < HUGE; at += slice.length) {
      for (int i = 0; at == 0 && i < slice.length; i++) {
        slice[i] = FetchFixture.hugeOctet(i);
      }
      expected.update(slice, 0, Math.min(slice.length, HUGE - at));
    }
    expected.update(")\r\na OK FETCH completed\r\n".getBytes(StandardCharsets.US_ASCII));
    assertThat(fixture.output.sum.getValue()).isEqualTo(expected.getValue());
    assertThat(fixture.reads).allMatch(extent -> extent.length() <= 64 * 1024);
    assertThat(fixture.output.mostAtOnce).isLessThan(65 * 1024);
  }

  @Test
  void partOfAHugeMessageReadsThatPartOnly() {
    fixture.addHuge(3, HUGE).select();
    assertThat(fixture.run("FETCH 1 BODY.PEEK[]<50000000.5>")).startsWith("* 1 FETCH (BODY[]<50000000> {5}\r\n");
    assertThat(fixture.reads).hasSize(1).allMatch(extent -> extent.length() == 5);
  }

  @Test
  void nothingIsReadForAClientThatDoesNotTakeWhatItHas() {
    fixture.addHuge(3, HUGE).select();
    var waiting = new ArrayList<UniEmitter<? super Void>>();
    fixture.output.keep = false;
    fixture.output.drained = Uni.createFrom().emitter(waiting::add);
    var answer = new AtomicReference<Tagged>();
    fixture.uni("FETCH 1 BODY.PEEK[]", FetchLimits.DEFAULT).subscribe().with(answer::set);
    int slices = 0;
    while (answer.get() == null) {
      assertThat(waiting).hasSize(1);
      // the first slice is read once to see whether it can be read, and once to be sent
      assertThat(fixture.reads.size()).isLessThanOrEqualTo(slices + 2);
      slices++;
      waiting.removeFirst().complete(null);
    }
    assertThat(slices).isGreaterThan(HUGE / (64 * 1024));
  }

  @Test
  void manyMessagesWaitForTheClientToo() {
    byte[] message = ("Subject: x\r\n\r\n" + "y".repeat(8000)).getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < 2000; i++) {
      fixture.add(message);
    }
    fixture.select();
    fixture.output.keep = false;
    assertThat(List.of("BODY.PEEK[]", "(ENVELOPE BODY.PEEK[TEXT])", "BODY.PEEK[HEADER]", "FLAGS")).allSatisfy(items -> {
      fixture.output.mostAtOnce = 0;
      fixture.run("FETCH 1:* " + items);
      assertThat(fixture.output.mostAtOnce).isLessThan(300 * 1024);
    });
  }

  @Test
  void manyItemsOfOneMessageDoNotComeAtOnce() {
    byte[] message = ("Subject: x\r\nContent-Transfer-Encoding: base64\r\n\r\n" + "eXl5".repeat(50_000))
        .getBytes(StandardCharsets.US_ASCII);
    fixture.add(message).select();
    fixture.output.keep = false;
    for (String item : List.of("BODY.PEEK[]<%d.200000>", "BINARY.PEEK[1]<%d.150000>", "BODY.PEEK[HEADER.FIELDS (x%d SUBJECT)]")) {
      var items = IntStream.range(0, 300).mapToObj(i -> String.format(item, i)).collect(Collectors.joining(" "));
      fixture.output.mostAtOnce = 0;
      fixture.run("FETCH 1 (" + items + ")");
      assertThat(fixture.output.mostAtOnce).isLessThan(300 * 1024);
    }
  }
}
