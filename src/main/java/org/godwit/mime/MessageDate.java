package org.godwit.mime;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The Date header (RFC 5322, 3.3 and 4.3), leniently: any order of day, month and year, missing day name, two-digit
 * years, named zones, comments; missing or wrong time means midnight, missing or wrong zone UTC (RFC 5256, 2.2).
 *
 * @param epochMillis the instant, milliseconds since 1970 UTC
 * @param day the day that the header shows, whatever its zone
 */
public record MessageDate(long epochMillis, LocalDate day) {
  private static final String MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec";
  private static final Map<String, Integer> ZONE_HOURS = Map.of("est", -5, "edt", -4, "cst", -6, "cdt", -5, "mst", -7,
      "mdt", -6, "pst", -8, "pdt", -7);
  /** Longer values hold no date that could be missed. */
  private static final int LENGTH_MAX = 512;

  /** Parses an unfolded header value; empty when no date can be made of it. */
  public static Optional<MessageDate> parse(String value) {
    String text = value.length() > LENGTH_MAX ? value.substring(0, LENGTH_MAX) : value;
    Fields fields = new Fields();
    for (String token : withoutComments(text).split("[ \\t\\r\\n,]+")) {
      if (!token.isEmpty()) {
        fields.take(token.toLowerCase(Locale.ROOT));
      }
    }
    return fields.toDate();
  }

  private static String withoutComments(String text) {
    StringBuilder out = new StringBuilder(text.length());
    int at = 0;
    while (at < text.length()) {
      if (text.charAt(at) == '(') {
        at = HeaderText.commentEnd(text, at);
        out.append(' ');
      } else {
        out.append(text.charAt(at++));
      }
    }
    return out.toString();
  }

  /** What has been found so far; -1 for nothing yet. */
  private static final class Fields {
    private int day = -1;
    private int month = -1;
    private int year = -1;
    private int secondOfDay = -1;
    private int zoneSeconds;

    void take(String token) {
      if (token.indexOf(':') > 0) {
        secondOfDay = secondOfDay < 0 ? time(token) : secondOfDay;
      } else if (secondOfDay >= 0 && (token.charAt(0) == '+' || token.charAt(0) == '-')) {
        zoneSeconds = numericZone(token);
      } else if (Character.isDigit(token.charAt(0))) {
        numbers(token);
      } else if (month < 0 && monthOf(token) > 0) {
        month = monthOf(token);
      } else if (secondOfDay >= 0 && ZONE_HOURS.containsKey(token)) {
        zoneSeconds = ZONE_HOURS.get(token) * 3600;
      }
    }

    /** A day or a year, or all three as in {@code 17-Jul-1996}. */
    private void numbers(String token) {
      for (String piece : token.split("-")) {
        int number = number(piece);
        if (number < 0 && month < 0) {
          month = piece.isEmpty() ? -1 : monthOf(piece);
        } else if (number >= 0 && day < 0 && piece.length() <= 2) {
          day = number;
        } else if (number >= 0 && year < 0 && piece.length() <= 4) {
          year = fullYear(number, piece.length());
        }
      }
    }

    Optional<MessageDate> toDate() {
      if (day < 0 || month < 0 || year < 0) {
        return Optional.empty();
      }
      try {
        LocalDate date = LocalDate.of(year, month, day);
        long seconds = date.toEpochDay() * 86_400 + Math.max(secondOfDay, 0) - zoneSeconds;
        return Optional.of(new MessageDate(seconds * 1000, date));
      } catch (DateTimeException e) {
        return Optional.empty();
      }
    }

    /** RFC 5322, 4.3: 00 to 49 are 2000 and on, 50 to 99 and three digits 1900 and on. */
    private static int fullYear(int number, int digits) {
      if (digits <= 2) {
        return number < 50 ? 2000 + number : 1900 + number;
      }
      return digits == 3 ? 1900 + number : number;
    }

    /** {@code hh:mm[:ss[.fraction]]}; what is no time is midnight. */
    private static int time(String token) {
      String[] pieces = token.split(":", 4);
      int hour = number(pieces[0]);
      int minute = pieces.length > 1 ? number(pieces[1]) : -1;
      int second = pieces.length > 2 ? number(pieces[2].split("\\.", 2)[0]) : 0;
      boolean valid = hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second <= 60;
      return valid ? hour * 3600 + minute * 60 + Math.min(second, 59) : 0;
    }

    /** {@code +hhmm}, also {@code +hmm} as some write it; anything else is UTC. */
    private static int numericZone(String token) {
      int number = number(token.substring(1));
      if (number < 0 || number % 100 > 59 || number >= 2400) {
        return 0;
      }
      int seconds = (number / 100 * 60 + number % 100) * 60;
      return token.charAt(0) == '-' ? -seconds : seconds;
    }

    private static int monthOf(String token) {
      int at = token.length() < 3 ? -1 : MONTHS.indexOf(token.substring(0, 3));
      return at < 0 || at % 3 != 0 ? -1 : at / 3 + 1;
    }

    /** One to four ASCII digits, or -1. */
    private static int number(String digits) {
      if (digits.isEmpty() || digits.length() > 4) {
        return -1;
      }
      int number = 0;
      for (int i = 0; i < digits.length(); i++) {
        int digit = digits.charAt(i) - '0';
        if (digit < 0 || digit > 9) {
          return -1;
        }
        number = number * 10 + digit;
      }
      return number;
    }
  }
}
