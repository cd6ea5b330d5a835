package org.godwit.config;

import java.lang.reflect.ParameterizedType;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.godwit.net.Network;

/** Reads the text of a setting into its type, or says what was expected instead. Stateless. */
final class SettingParser {
  private static final Pattern NUMBER = Pattern.compile("([0-9]{1,18})([KMG]?)");
  private static final Pattern FRACTION = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,9})?");

  private SettingParser() {}

  /** Text that is not what the setting takes; the message completes "expected ...". */
  static final class Mismatch extends Exception {
    private static final long serialVersionUID = 1L;

    Mismatch(String expected) {
      super(expected);
    }
  }

  /** The value in the type of the record component that holds it. */
  static Object parse(SettingKey key, List<String> values) throws Mismatch {
    if (!(key.type() instanceof Class<?> type)) {
      return list(key, values);
    }
    if (values.size() != 1) {
      throw new Mismatch("a single value");
    }
    String text = values.getFirst().strip();
    Setting setting = key.setting();
    if (setting.oneOf().length > 0 && !List.of(setting.oneOf()).contains(text)) {
      throw new Mismatch("one of " + String.join(" ", setting.oneOf()));
    }
    if (type == int.class) {
      return Math.toIntExact(number(key, text));
    }
    if (type == long.class) {
      return number(key, text);
    }
    if (type == double.class) {
      return fraction(setting, text);
    }
    if (type == boolean.class) {
      return truth(text);
    }
    if (type == char.class) {
      return text.charAt(0);
    }
    return type == Path.class ? path(text) : text;
  }

  private static List<?> list(SettingKey key, List<String> values) throws Mismatch {
    List<String> items = values.stream().flatMap(value -> List.of(value.split(",")).stream())
        .map(String::strip).filter(item -> !item.isEmpty()).distinct().toList();
    boolean mayBeEmpty = key.setting().value().isEmpty();
    if (items.isEmpty() && !mayBeEmpty || items.size() > 64) {
      throw new Mismatch("between " + (mayBeEmpty ? 0 : 1) + " and 64 values, separated by commas");
    }
    List<String> allowed = List.of(key.setting().oneOf());
    if (!allowed.isEmpty() && !allowed.containsAll(items)) {
      throw new Mismatch("some of " + String.join(" ", allowed));
    }
    boolean areNetworks = key.type() instanceof ParameterizedType type && type.getActualTypeArguments()[0] == Network.class;
    return areNetworks ? networks(items) : items;
  }

  private static List<Network> networks(List<String> items) throws Mismatch {
    var networks = new ArrayList<Network>();
    for (String item : items) {
      try {
        networks.add(Network.parse(item));
      } catch (IllegalArgumentException none) {
        throw new Mismatch("addresses or networks, such as 192.0.2.1, 192.0.2.0/24, 2001:db8::/32, without bits behind the prefix; not " + item);
      }
    }
    return List.copyOf(networks);
  }

  private static long number(SettingKey key, String text) throws Mismatch {
    boolean bytes = key.name().contains("Bytes");
    Setting setting = key.setting();
    String expected = "a whole number from " + (long) setting.min() + " to " + (long) setting.max()
        + (bytes ? ", or one with K, M or G for 1024, 1024² or 1024³ bytes" : "");
    Matcher matcher = NUMBER.matcher(text);
    if (!matcher.matches() || !bytes && !matcher.group(2).isEmpty()) {
      throw new Mismatch(expected);
    }
    double value = Double.parseDouble(matcher.group(1)) * unit(matcher.group(2));
    if (value < setting.min() || value > setting.max()) {
      throw new Mismatch(expected);
    }
    return (long) value;
  }

  private static long unit(String letter) {
    return switch (letter) {
      case "K" -> 1L << 10;
      case "M" -> 1L << 20;
      case "G" -> 1L << 30;
      default -> 1;
    };
  }

  private static double fraction(Setting setting, String text) throws Mismatch {
    double value = FRACTION.matcher(text).matches() ? Double.parseDouble(text) : Double.NaN;
    if (!(value >= setting.min() && value <= setting.max())) {
      throw new Mismatch("a number from " + setting.min() + " to " + setting.max());
    }
    return value;
  }

  private static boolean truth(String text) throws Mismatch {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new Mismatch("true or false");
    };
  }

  private static Path path(String text) throws Mismatch {
    try {
      if (!text.isEmpty()) {
        return Path.of(text);
      }
    } catch (InvalidPathException notAPath) {
      // falls through to the same answer as for no path at all
    }
    throw new Mismatch("a path");
  }
}
