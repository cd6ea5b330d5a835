package org.godwit.imap.response;

import org.godwit.mail.InternalDate;

/** {@code date-time} (RFC 9051, 9) straight into octets: {@code "17-Jul-1996 02:44:25 -0700"} with its quotes. */
public final class DateTimeText {

  /** Octets of a date-time. */
  public static final int LENGTH = 28;

  private static final byte[] MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
  private static final int DAY_SECONDS = 86_400;

  private final byte[] text = new byte[LENGTH];
  /** What the text says, and its day; messages that came together have both in common. */
  private long written = Long.MIN_VALUE;
  private long writtenDay = Long.MIN_VALUE;

  /** Writes a date as {@link InternalDate#packed} has it. Not for several threads. */
  public void write(ResponseWriter out, long packedDate) {
    if (packedDate != written) {
      encode(InternalDate.unpack(packedDate));
      written = packedDate;
    }
    out.raw(text, 0, LENGTH);
  }

  private void encode(InternalDate date) {
    int offset = date.offsetMinutes();
    long local = date.localEpochSecond();
    long day = Math.floorDiv(local, DAY_SECONDS);
    int second = Math.floorMod(local, DAY_SECONDS);
    text[0] = '"';
    if (day != writtenDay) {
      day(day);
      writtenDay = day;
    }
    text[12] = ' ';
    pair(13, second / 3600);
    text[15] = ':';
    pair(16, second / 60 % 60);
    text[18] = ':';
    pair(19, second % 60);
    text[21] = ' ';
    text[22] = (byte) (offset < 0 ? '-' : '+');
    pair(23, Math.abs(offset) / 60);
    pair(25, Math.abs(offset) % 60);
    text[27] = '"';
  }

  /** Day, month and year in the Gregorian calendar, by eras of 400 years that begin in March. */
  private void day(long epochDay) {
    long shifted = epochDay + 719_468;
    long era = Math.floorDiv(shifted, 146_097);
    int dayOfEra = (int) Math.floorMod(shifted, 146_097);
    int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
    int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    int marchMonth = (5 * dayOfYear + 2) / 153;
    int month = marchMonth < 10 ? marchMonth + 2 : marchMonth - 10;
    // dates near the ends of the years 0 to 9999 may fall just outside with their zone
    int year = (int) Math.clamp(era * 400 + yearOfEra + (month < 2 ? 1 : 0), 0, 9999);
    pair(1, dayOfYear - (153 * marchMonth + 2) / 5 + 1);
    text[3] = '-';
    System.arraycopy(MONTHS, month * 3, text, 4, 3);
    text[7] = '-';
    pair(8, year / 100);
    pair(10, year % 100);
  }

  private void pair(int at, int number) {
    text[at] = (byte) ('0' + number / 10);
    text[at + 1] = (byte) ('0' + number % 10);
  }
}
