package org.godwit.mail;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * A mailbox's name as its levels of hierarchy, whatever the hierarchy delimiter a client sees (RFC 9051, 5.1).
 *
 * <p>Levels are Net-Unicode (RFC 5198): NFC, without control characters, line and paragraph separators and lone surrogates; none
 * is empty. A first level of {@code inbox} in any case is {@code INBOX}, so that children of INBOX have one spelling too.
 *
 * <p>A level may hold a character that is the delimiter of this or another configuration ({@code example.com} made while the
 * delimiter was {@code /}, read while it is {@code .}): as text it then appears as its look-alike (U+2024 for {@code .}, U+2215
 * for {@code /}), and the look-alike in a given name means that character.
 *
 * @param levels 1 to {@value #LEVELS_MAX}, each of at most {@value #LEVEL_OCTETS_MAX} octets of UTF-8, all together with one
 *     octet between two of them at most {@value #NAME_OCTETS_MAX}
 */
public record MailboxName(List<String> levels) implements Comparable<MailboxName> {

  /** Most levels in a name. */
  public static final int LEVELS_MAX = 100;
  /** Longest level, in octets of UTF-8. */
  public static final int LEVEL_OCTETS_MAX = 255;
  /** Longest name, in octets of UTF-8, delimiters included. */
  public static final int NAME_OCTETS_MAX = 4096;

  /** The user's primary mailbox. */
  public static final MailboxName INBOX = new MailboxName(List.of("INBOX"));

  /**
   * Checks the levels and brings them into their canonical form.
   *
   * @throws InvalidMailboxNameException for a name that no mailbox can have
   */
  public MailboxName {
    levels = canonical(levels);
  }

  /** A name from its levels. */
  public static MailboxName of(String... levels) {
    return new MailboxName(List.of(levels));
  }

  /**
   * Takes a decoded name (not modified UTF-7) apart.
   *
   * @param delimiter {@code /} or {@code .}
   * @throws InvalidMailboxNameException for a name that no mailbox can have, such as one with an empty level
   */
  public static MailboxName parse(String name, char delimiter) {
    if (name.length() > NAME_OCTETS_MAX) {
      throw new InvalidMailboxNameException("Mailbox name is longer than " + NAME_OCTETS_MAX + " octets");
    }
    var levels = new ArrayList<String>();
    int start = 0;
    for (int end; (end = name.indexOf(delimiter, start)) >= 0; start = end + 1) {
      levels.add(name.substring(start, end));
    }
    levels.add(name.substring(start));
    char lookAlike = lookAlike(delimiter);
    levels.replaceAll(level -> level.replace(lookAlike, delimiter));
    return new MailboxName(levels);
  }

  /** The name as a client sees it before any wire encoding. {@code delimiter} is {@code /} or {@code .}. */
  public String text(char delimiter) {
    char lookAlike = lookAlike(delimiter);
    var text = new StringBuilder();
    for (String level : levels) {
      text.append(text.isEmpty() ? "" : delimiter).append(level.replace(delimiter, lookAlike));
    }
    return text.toString();
  }

  /** Whether this is INBOX itself. */
  public boolean isInbox() {
    return equals(INBOX);
  }

  /** How many levels it has. */
  public int depth() {
    return levels.size();
  }

  /** Its last level. */
  public String lastLevel() {
    return levels.getLast();
  }

  /** The name one level up, or null at the top. */
  public MailboxName parent() {
    return depth() == 1 ? null : new MailboxName(levels.subList(0, depth() - 1));
  }

  /** All names above it, from the top down. */
  public List<MailboxName> ancestors() {
    var result = new ArrayList<MailboxName>();
    for (int depth = 1; depth < depth(); depth++) {
      result.add(new MailboxName(levels.subList(0, depth)));
    }
    return result;
  }

  /** The name one level down. */
  public MailboxName child(String level) {
    var longer = new ArrayList<>(levels);
    longer.add(level);
    return new MailboxName(longer);
  }

  /** Whether it lies below the other, at any depth. */
  public boolean isBelow(MailboxName other) {
    return depth() > other.depth() && levels.subList(0, other.depth()).equals(other.levels);
  }

  /**
   * This name after a rename of one above it (or of itself).
   *
   * @param from this name, or one above it
   * @throws InvalidMailboxNameException if it gets too long or too deep
   */
  public MailboxName moved(MailboxName from, MailboxName to) {
    if (!equals(from) && !isBelow(from)) {
      throw new IllegalArgumentException(this + " is not below " + from);
    }
    var moved = new ArrayList<>(to.levels);
    moved.addAll(levels.subList(from.depth(), depth()));
    return new MailboxName(moved);
  }

  /** By levels, so that a mailbox's children directly follow it. */
  @Override
  public int compareTo(MailboxName other) {
    for (int i = 0; i < Math.min(depth(), other.depth()); i++) {
      int order = levels.get(i).compareTo(other.levels.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(depth(), other.depth());
  }

  @Override
  public String toString() {
    return text('/');
  }

  private static List<String> canonical(Collection<String> levels) {
    if (levels.isEmpty() || levels.size() > LEVELS_MAX) {
      throw new InvalidMailboxNameException("Mailbox name needs 1 to " + LEVELS_MAX + " levels, has " + levels.size());
    }
    var result = new ArrayList<String>(levels.size());
    int octets = -1;
    for (String level : levels) {
      String checked = level(level);
      octets += 1 + checked.getBytes(StandardCharsets.UTF_8).length;
      result.add(checked);
    }
    if (octets > NAME_OCTETS_MAX) {
      throw new InvalidMailboxNameException("Mailbox name is longer than " + NAME_OCTETS_MAX + " octets");
    }
    if (isInboxLevel(result.getFirst())) {
      result.set(0, "INBOX");
    }
    return List.copyOf(result);
  }

  private static String level(String raw) {
    if (raw.isEmpty()) {
      throw new InvalidMailboxNameException("Mailbox name has an empty level of hierarchy");
    }
    if (raw.codePoints().anyMatch(MailboxName::isForbidden)) {
      throw new InvalidMailboxNameException("Mailbox name has a control character or is not Unicode text");
    }
    String level = Normalizer.normalize(raw, Normalizer.Form.NFC);
    if (level.getBytes(StandardCharsets.UTF_8).length > LEVEL_OCTETS_MAX) {
      throw new InvalidMailboxNameException("Mailbox name has a level longer than " + LEVEL_OCTETS_MAX + " octets");
    }
    return level;
  }

  /** What RFC 9755, 3 keeps out of names: C0 and C1 controls, DEL, line and paragraph separator; and what no UTF-8 can hold. */
  private static boolean isForbidden(int codePoint) {
    return Character.isISOControl(codePoint) || codePoint == 0x2028 || codePoint == 0x2029
        || Character.getType(codePoint) == Character.SURROGATE;
  }

  /** ASCII case only: {@link String#equalsIgnoreCase} would take a dotless i for an I. */
  private static boolean isInboxLevel(String level) {
    return level.length() == 5 && level.equalsIgnoreCase("INBOX") && level.chars().allMatch(c -> c < 128);
  }

  private static char lookAlike(char delimiter) {
    return switch (delimiter) {
      case '/' -> '\u2215';
      case '.' -> '\u2024';
      default -> throw new IllegalArgumentException("hierarchy delimiter " + delimiter);
    };
  }
}
