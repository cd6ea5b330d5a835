package org.godwit.mail;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * A message's flags: system flags as bits, keywords sorted without regard to case (RFC 9051, 2.3.2). {@code \Recent} is
 * a session's matter and not among them.
 *
 * @param system a union of {@link #SEEN} ... {@link #DRAFT}
 * @param keywords no two equal without regard to case, in case-insensitive order
 */
public record Flags(int system, List<String> keywords) {

  public static final int SEEN = 1;
  public static final int ANSWERED = 2;
  public static final int FLAGGED = 4;
  public static final int DELETED = 8;
  public static final int DRAFT = 16;
  /** All system flags a message can keep. */
  public static final int SYSTEM = 31;

  /** No flags at all. */
  public static final Flags NONE = new Flags(0, List.of());

  private static final List<String> NAMES = List.of("\\Seen", "\\Answered", "\\Flagged", "\\Deleted", "\\Draft");

  public Flags {
    if ((system & ~SYSTEM) != 0) {
      throw new IllegalArgumentException("system flags " + system);
    }
    keywords = sorted(keywords);
  }

  private static List<String> sorted(Collection<String> keywords) {
    if (keywords.isEmpty()) {
      return List.of();
    }
    var result = new ArrayList<String>(keywords.size());
    keywords.stream().sorted(String.CASE_INSENSITIVE_ORDER).forEach(keyword -> {
      if (result.isEmpty() || !result.getLast().equalsIgnoreCase(keyword)) {
        result.add(keyword);
      }
    });
    return List.copyOf(result);
  }

  /** System flags only. */
  public static Flags ofSystem(int system) {
    return system == 0 ? NONE : new Flags(system, List.of());
  }

  /** The bit of a system flag by its name, any case, with the backslash; 0 if there is no such flag. */
  public static int systemBit(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "\\seen" -> SEEN;
      case "\\answered" -> ANSWERED;
      case "\\flagged" -> FLAGGED;
      case "\\deleted" -> DELETED;
      case "\\draft" -> DRAFT;
      default -> 0;
    };
  }

  /** These flags and those. */
  public Flags plus(Flags other) {
    if (other.keywords.isEmpty()) {
      return new Flags(system | other.system, keywords);
    }
    var all = new ArrayList<>(keywords);
    all.addAll(other.keywords);
    return new Flags(system | other.system, all);
  }

  /** These flags without those. */
  public Flags minus(Flags other) {
    var rest = keywords.stream().filter(keyword -> !other.hasKeyword(keyword)).toList();
    return new Flags(system & ~other.system, rest);
  }

  /** Whether the keyword is set, any case. */
  public boolean hasKeyword(String keyword) {
    return keywords.stream().anyMatch(keyword::equalsIgnoreCase);
  }

  /** Whether the system flag bits are all set. */
  public boolean has(int bits) {
    return (system & bits) == bits;
  }

  /** Whether neither flag nor keyword is set. */
  public boolean isEmpty() {
    return system == 0 && keywords.isEmpty();
  }

  /** Names as clients know them, system flags first: {@code [\Seen, $Forwarded]}. */
  public List<String> names() {
    var names = new ArrayList<String>(keywords.size() + 5);
    for (int i = 0; i < NAMES.size(); i++) {
      if ((system & 1 << i) != 0) {
        names.add(NAMES.get(i));
      }
    }
    names.addAll(keywords);
    return names;
  }

  @Override
  public String toString() {
    return "(" + String.join(" ", names()) + ")";
  }
}
