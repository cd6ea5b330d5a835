package org.godwit.transfer.mbox;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.godwit.mail.InternalDate;

/**
 * A From_ line's date, behind the day of the week.
 *
 * @param offsetMinutes minutes east of UTC; empty if the line does not tell a zone that is known
 */
record FromDate(LocalDateTime time, OptionalInt offsetMinutes) {

  private static final Map<String, Integer> ZONES = Map.ofEntries(Map.entry("UT", 0), Map.entry("UTC", 0), Map.entry("GMT", 0),
      Map.entry("Z", 0), Map.entry("EST", -300), Map.entry("EDT", -240), Map.entry("CST", -360), Map.entry("CDT", -300),
      Map.entry("MST", -420), Map.entry("MDT", -360), Map.entry("PST", -480), Map.entry("PDT", -420), Map.entry("WET", 0),
      Map.entry("WEST", 60), Map.entry("BST", 60), Map.entry("MET", 60), Map.entry("MEST", 120), Map.entry("CET", 60),
      Map.entry("CEST", 120), Map.entry("EET", 120), Map.entry("EEST", 180), Map.entry("JST", 540));

  /** Empty unless there is month, day, time and year, and nothing else but a zone and {@code remote from host}. */
  static Optional<FromDate> parse(List<String> tokens) {
    var parser = new Parser();
    for (int i = 0; i < tokens.size() && !parser.isRemote(tokens, i); i++) {
      if (!parser.take(tokens.get(i))) {
        return Optional.empty();
      }
    }
    return parser.date();
  }

  InternalDate internalDate(ZoneId zone) {
    if (offsetMinutes.isPresent()) {
      return new InternalDate(clamp(time.toEpochSecond(ZoneOffset.UTC) - offsetMinutes.getAsInt() * 60L), offsetMinutes.getAsInt());
    }
    var told = time.atZone(zone);
    return new InternalDate(clamp(told.toEpochSecond()), told.getOffset().getTotalSeconds() / 60);
  }

  /** The first and the last day of time are cut to what an internal date can tell. */
  private static long clamp(long epochSecond) {
    return Math.clamp(epochSecond, Instant.parse("0000-01-01T00:00:00Z").getEpochSecond(),
        Instant.parse("9999-12-31T23:59:59Z").getEpochSecond());
  }

  private static final class Parser {
    private int month;
    private int day;
    private int year = -1;
    private int[] clock;
    private OptionalInt offset = OptionalInt.empty();
    private int zones;

    boolean isRemote(List<String> tokens, int i) {
      return tokens.get(i).equals("remote") && i + 1 < tokens.size() && tokens.get(i + 1).equals("from");
    }

    boolean take(String token) {
      if (month == 0 && FromLine.month(token) > 0) {
        month = FromLine.month(token);
        return true;
      }
      if (clock == null && token.indexOf(':') > 0) {
        clock = clock(token);
        return clock != null;
      }
      if (isDigits(token)) {
        return number(token);
      }
      return clock != null && zones++ < 2 && zone(token);
    }

    private boolean number(String digits) {
      if (day == 0 && digits.length() <= 2) {
        day = Integer.parseInt(digits);
        return day > 0;
      }
      if (year < 0 && digits.length() == 4) {
        year = Integer.parseInt(digits);
        return true;
      }
      return false;
    }

    private boolean zone(String token) {
      char sign = token.charAt(0);
      if (sign == '+' || sign == '-') {
        return token.length() == 5 && isDigits(token.substring(1)) && numericZone(token);
      }
      if (ZONES.containsKey(token)) {
        offset = OptionalInt.of(ZONES.get(token));
      }
      if (token.equals("DST") && offset.isPresent()) {
        offset = OptionalInt.of(offset.getAsInt() + 60);
      }
      return token.length() <= 5 && token.chars().allMatch(c -> c >= 'A' && c <= 'Z');
    }

    private boolean numericZone(String token) {
      int hours = Integer.parseInt(token.substring(1, 3));
      int minutes = Integer.parseInt(token.substring(3));
      int east = hours * 60 + minutes;
      offset = OptionalInt.of(token.charAt(0) == '-' ? -east : east);
      return hours < 24 && minutes < 60;
    }

    private static int[] clock(String token) {
      var parts = token.split(":", -1);
      var clock = new int[3];
      if (parts.length < 2 || parts.length > 3) {
        return null;
      }
      for (int i = 0; i < parts.length; i++) {
        if (!isDigits(parts[i]) || parts[i].length() > 2) {
          return null;
        }
        clock[i] = Integer.parseInt(parts[i]);
      }
      return clock;
    }

    private static boolean isDigits(String token) {
      return !token.isEmpty() && token.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    Optional<FromDate> date() {
      if (month == 0 || day == 0 || year < 0 || clock == null) {
        return Optional.empty();
      }
      try {
        var time = LocalDateTime.of(year, month, day, clock[0], clock[1], Math.min(clock[2], 59));
        return Optional.of(new FromDate(time, offset));
      } catch (DateTimeException noSuchTime) {
        return Optional.empty();
      }
    }
  }
}
