package org.godwit.transfer.mbox;

import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.godwit.mail.InternalDate;

/**
 * The line that begins a message: {@code From sender Thu Jan  1 00:00:00 1970}, also with a zone before or behind the year, and with the
 * date of RFC 5322 ({@code Thu, 1 Jan 1970 00:00:00 +0000}).
 *
 * @param sender the envelope sender; may be empty
 * @param date the date; empty if the line has none
 */
record FromLine(String sender, Optional<FromDate> date) {

  /** Longer lines are none. */
  static final int BYTES_MAX = 1000;

  static final byte[] FROM = {'F', 'r', 'o', 'm', ' '};

  private static final List<String> DAYS = List.of("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun");
  private static final List<String> MONTHS =
      List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");
  private static final int TOKENS_MAX = 40;

  /** Takes a line without its end apart; empty if it is no From_ line with a date. */
  static Optional<FromLine> parse(byte[] octets, int offset, int length) {
    if (length > BYTES_MAX || !Arrays.equals(octets, offset, offset + Math.min(length, 5), FROM, 0, 5)) {
      return Optional.empty();
    }
    var tokens = new String(octets, offset + 5, length - 5, StandardCharsets.ISO_8859_1).strip().split("[ \\t]+", TOKENS_MAX);
    for (int i = 0; i < tokens.length; i++) {
      if (isDay(tokens[i])) {
        var date = FromDate.parse(List.of(tokens).subList(i + 1, tokens.length));
        if (date.isPresent()) {
          return Optional.of(new FromLine(String.join(" ", List.of(tokens).subList(0, i)), date));
        }
      }
    }
    return Optional.empty();
  }

  /** Takes the first line of a file, which may lack a date. */
  static Optional<FromLine> parseFirst(byte[] octets, int offset, int length) {
    var line = parse(octets, offset, length);
    boolean from = length >= 5 && length <= BYTES_MAX && Arrays.equals(octets, offset, offset + 5, FROM, 0, 5);
    return line.isPresent() || !from ? line : Optional.of(new FromLine("", Optional.empty()));
  }

  private static boolean isDay(String token) {
    return DAYS.contains(token.endsWith(",") ? token.substring(0, token.length() - 1) : token);
  }

  /** The number of the month, from 1; 0 if it is none. */
  static int month(String token) {
    return MONTHS.indexOf(token) + 1;
  }

  /** The moment; {@code zone} is that of a date without one. */
  Optional<InternalDate> internalDate(ZoneId zone) {
    return date.map(told -> told.internalDate(zone));
  }

  /**
   * The line, without its end, as c-client writes it: the zone behind the year.
   *
   * @param sender without space or control character
   */
  static String format(String sender, InternalDate date) {
    var local = LocalDateTime.ofEpochSecond(date.localEpochSecond(), 0, ZoneOffset.UTC);
    int offset = date.offsetMinutes();
    if (local.getYear() < 0 || local.getYear() > 9999) {
      local = LocalDateTime.ofEpochSecond(date.epochSecond(), 0, ZoneOffset.UTC);
      offset = 0;
    }
    return String.format("From %s %s %s %2d %02d:%02d:%02d %04d %s%02d%02d", sender,
        DAYS.get(local.getDayOfWeek().ordinal()), MONTHS.get(local.getMonthValue() - 1), local.getDayOfMonth(),
        local.getHour(), local.getMinute(), local.getSecond(), local.getYear(), offset < 0 ? "-" : "+",
        Math.abs(offset) / 60, Math.abs(offset) % 60);
  }
}
