package org.godwit.imap.response;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.godwit.mail.InternalDate;
import org.godwit.wire.Output;

class DateTimeTextTest {

  private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern("\"dd-MMM-uuuu HH:mm:ss Z\"", Locale.ENGLISH);

  private final DateTimeText text = new DateTimeText();

  /** Any second of the years 0 to 9999, in any zone that java.time knows. */
  @Property
  void isWhatTheFormatterMakes(@ForAll @LongRange(min = -62_167_100_000L, max = 253_402_200_000L) long second,
      @ForAll @IntRange(min = -1080, max = 1080) int offset) {
    var date = new InternalDate(second, offset);
    assertThat(written(date)).isEqualTo(FORMAT.format(date.toOffsetDateTime()));
  }

  @Property
  void daysAroundNow(@ForAll @IntRange(min = -40_000, max = 40_000) int day) {
    var date = new InternalDate(day * 86_400L + 43_200, 0);
    assertThat(written(date)).isEqualTo(FORMAT.format(java.time.Instant.ofEpochSecond(date.epochSecond()).atOffset(ZoneOffset.UTC)));
  }

  @Example
  void zonesBeyondReasonAreTold() {
    assertThat(written(new InternalDate(0, -1439))).isEqualTo("\"31-Dec-1969 00:01:00 -2359\"");
  }

  private String written(InternalDate date) {
    var output = new Collected();
    text.write(new ResponseWriter(output), date.packed());
    return output.text.toString();
  }

  private static final class Collected implements Output {
    private final StringBuilder text = new StringBuilder();

    @Override
    public void put(int octet) {
      text.append((char) octet);
    }

    @Override
    public void put(byte[] octets, int offset, int length) {
      text.append(new String(octets, offset, length, java.nio.charset.StandardCharsets.ISO_8859_1));
    }

    @Override
    public void putAscii(String ascii) {
      text.append(ascii);
    }

    @Override
    public Uni<Void> drained() {
      return Uni.createFrom().voidItem();
    }

    @Override
    public void flush() {
      // nothing is held back
    }
  }
}
