package org.godwit.account;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The distinct sets of keywords that a mailbox's messages have had, each with a number, so that a message's flags fit an int:
 * the low 8 bits are system flags, the upper 24 the number of its keyword set. Grows only; number 0 is the empty set.
 *
 * <p>Shared by all states of one mailbox. Any thread adds, and reads numbers that it got from a state.
 */
final class KeywordTable {

  private static final int SETS_MAX = 1 << 24;

  private volatile List<String>[] sets = newArray(4);
  private final Map<List<String>, Integer> numbers = new HashMap<>();
  private final TreeSet<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
  private volatile List<String> nameList = List.of();

  KeywordTable() {
    sets[0] = List.of();
    numbers.put(List.of(), 0);
  }

  @SuppressWarnings("unchecked")
  private static List<String>[] newArray(int length) {
    return new List[length];
  }

  /** The keyword set with this number. */
  List<String> get(int number) {
    return sets[number];
  }

  /** The number of a keyword set as {@code Flags} keeps it; spelling of known keywords is kept as first seen. */
  int number(List<String> keywords) {
    return keywords.isEmpty() ? 0 : numberOf(keywords);
  }

  private synchronized int numberOf(List<String> keywords) {
    Integer known = numbers.get(keywords);
    return known != null ? known : add(keywords.stream().map(this::spelling).toList());
  }

  private String spelling(String keyword) {
    String known = names.ceiling(keyword);
    return known != null && known.equalsIgnoreCase(keyword) ? known : keyword;
  }

  private int add(List<String> keywords) {
    Integer known = numbers.get(keywords);
    if (known != null) {
      return known;
    }
    int number = numbers.size();
    if (number == SETS_MAX) {
      throw new IllegalStateException("more than " + SETS_MAX + " different sets of keywords in one mailbox");
    }
    var array = number < sets.length ? sets : Arrays.copyOf(sets, sets.length * 2);
    array[number] = keywords;
    sets = array;
    numbers.put(keywords, number);
    if (names.addAll(keywords)) {
      nameList = List.copyOf(names);
    }
    return number;
  }

  /** How many different sets there are. */
  synchronized int size() {
    return numbers.size();
  }

  /** Whether a keyword has been seen, in any case. */
  synchronized boolean knows(String keyword) {
    return names.contains(keyword);
  }

  /** All keywords ever seen, in case-insensitive order. */
  List<String> names() {
    return nameList;
  }
}
