package org.godwit.imap.command;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.godwit.mail.InternalDate;

/** {@code date} and {@code date-time} (RFC 9051, 9). */
final class DateArguments {

  private static final List<String> MONTHS =
      List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");

  private DateArguments() {}

  /** {@code date = date-text / DQUOTE date-text DQUOTE} */
  static LocalDate date(CommandReader in) throws ParseException {
    boolean quoted = in.skip('"');
    LocalDate date = dateText(in);
    if (quoted) {
      in.require('"');
    }
    return date;
  }

  /** {@code date-time = DQUOTE date-day-fixed "-" date-month "-" date-year SP time SP zone DQUOTE} */
  static InternalDate dateTime(CommandReader in) throws ParseException {
    in.require('"');
    in.skipSpaces();
    LocalDate date = dateText(in);
    in.require(' ');
    int hour = digits(in, 2, 2);
    in.require(':');
    int minute = digits(in, 2, 2);
    in.require(':');
    int second = digits(in, 2, 2);
    in.require(' ');
    int zone = zoneMinutes(in);
    in.require('"');
    try {
      // a leap second is taken for the one before it: java.time knows none
      var local = LocalDateTime.of(date, LocalTime.of(hour, minute, second == 60 ? 59 : second));
      return new InternalDate(local.toEpochSecond(ZoneOffset.UTC) - zone * 60L, zone);
    } catch (DateTimeException | IllegalArgumentException e) {
      throw in.invalid("there is no such date and time");
    }
  }

  /** {@code date-text = date-day "-" date-month "-" date-year} */
  private static LocalDate dateText(CommandReader in) throws ParseException {
    int day = digits(in, 1, 2);
    in.require('-');
    int month = month(in);
    in.require('-');
    int year = digits(in, 4, 4);
    try {
      return LocalDate.of(year, month, day);
    } catch (DateTimeException e) {
      throw in.invalid("there is no such date");
    }
  }

  private static int month(CommandReader in) throws ParseException {
    String name = in.run(c -> Ascii.upper(c) >= 'A' && Ascii.upper(c) <= 'Z');
    int month = MONTHS.indexOf(name.toUpperCase(Locale.ROOT));
    if (month < 0) {
      throw in.invalid("month must be one of Jan to Dec");
    }
    return month + 1;
  }

  /** {@code zone = ("+" / "-") 4DIGIT}: minutes east of UTC. */
  private static int zoneMinutes(CommandReader in) throws ParseException {
    boolean west = in.skip('-');
    if (!west) {
      in.require('+');
    }
    int zone = digits(in, 4, 4);
    if (zone / 100 > 23 || zone % 100 > 59) {
      throw in.invalid("zone must be -2359 to +2359");
    }
    int minutes = zone / 100 * 60 + zone % 100;
    return west ? -minutes : minutes;
  }

  private static int digits(CommandReader in, int min, int max) throws ParseException {
    String digits = in.run(Ascii::isDigit);
    if (digits.length() < min || digits.length() > max) {
      throw in.invalid("wrong number of digits");
    }
    return Integer.parseInt(digits);
  }
}
