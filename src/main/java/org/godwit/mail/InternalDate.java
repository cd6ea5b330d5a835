package org.godwit.mail;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * INTERNALDATE: the moment and the zone it was told in (RFC 9051, 2.3.3), to the second and the minute.
 *
 * @param epochSecond seconds since 1970-01-01T00:00Z, within the years 0 to 9999
 * @param offsetMinutes minutes east of UTC, -1439 to 1439
 */
public record InternalDate(long epochSecond, int offsetMinutes) {

  private static final long MIN_SECOND = -62_167_219_200L;
  private static final long MAX_SECOND = 253_402_300_799L;

  public InternalDate {
    if (epochSecond < MIN_SECOND || epochSecond > MAX_SECOND || Math.abs(offsetMinutes) > 1439) {
      throw new IllegalArgumentException("internal date " + epochSecond + " " + offsetMinutes);
    }
  }

  /** From a date with zone; parts of a second and of a minute's offset are dropped. */
  public static InternalDate of(OffsetDateTime date) {
    return new InternalDate(date.toEpochSecond(), date.getOffset().getTotalSeconds() / 60);
  }

  /** From a moment, told in UTC. */
  public static InternalDate of(Instant instant) {
    return new InternalDate(instant.getEpochSecond(), 0);
  }

  /** The date and time with its zone; zones beyond 18 hours, which java.time does not know, are told in UTC. */
  public OffsetDateTime toOffsetDateTime() {
    var zone = Math.abs(offsetMinutes) <= 18 * 60 ? ZoneOffset.ofTotalSeconds(offsetMinutes * 60) : ZoneOffset.UTC;
    return Instant.ofEpochSecond(epochSecond).atOffset(zone);
  }

  /** Seconds of the local clock since 1970-01-01: what BEFORE, ON and SINCE compare, "disregarding time and timezone". */
  public long localEpochSecond() {
    return epochSecond + offsetMinutes * 60L;
  }

  /** Both parts in one long; see {@link #unpack}. Sorts like the moment. */
  public long packed() {
    return epochSecond << 12 | (offsetMinutes + 2048);
  }

  /** The date behind {@link #packed}. */
  public static InternalDate unpack(long packed) {
    return new InternalDate(packed >> 12, (int) (packed & 0xFFF) - 2048);
  }
}
