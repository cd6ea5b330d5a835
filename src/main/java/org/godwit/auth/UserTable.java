package org.godwit.auth;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a user file says: passwd-style lines {@code name:{SCHEME}hash[:anything]}. Immutable. Comments, lines that cannot be read
 * and further fields are kept as they are when a changed table is written back.
 */
public final class UserTable {
  /** Users one file may hold. */
  public static final int USERS_MAX = 1_000_000;

  private final List<String> lines;
  private final Map<UserName, Integer> lineOf;
  private final List<String> problems;

  private UserTable(List<String> lines) {
    this.lines = List.copyOf(lines);
    var index = new LinkedHashMap<UserName, Integer>();
    var bad = new ArrayList<String>();
    for (int i = 0; i < lines.size(); i++) {
      index(i, index, bad);
    }
    this.lineOf = index;
    this.problems = List.copyOf(bad);
  }

  private void index(int line, Map<UserName, Integer> index, List<String> bad) {
    String text = lines.get(line);
    if (isComment(text)) {
      return;
    }
    Optional<UserName> name = UserName.parse(field(text, 0));
    if (name.isEmpty()) {
      bad.add("line " + (line + 1) + ": not a user name");
    } else if (index.size() == USERS_MAX || index.putIfAbsent(name.get(), line) != null) {
      bad.add("line " + (line + 1) + ": " + (index.size() == USERS_MAX ? "too many users" : name.get() + " a second time"));
    }
  }

  /** A table of these lines, in the order of the file. */
  public static UserTable of(List<String> lines) {
    return new UserTable(lines);
  }

  /** The lines of the file. */
  public List<String> lines() {
    return lines;
  }

  /** All users, in the order of the file. */
  public List<UserName> users() {
    return List.copyOf(lineOf.keySet());
  }

  /** How many users there are. */
  public int size() {
    return lineOf.size();
  }

  /** What is wrong with the file, a line each: those lines name no user. */
  public List<String> problems() {
    return problems;
  }

  /** Whether there is such a user. */
  public boolean contains(UserName user) {
    return lineOf.containsKey(user);
  }

  /** The text of a user's hash, not yet understood; empty if there is no such user. */
  public Optional<String> hashText(UserName user) {
    return Optional.ofNullable(lineOf.get(user)).map(line -> field(lines.get(line), 1));
  }

  /** What stands behind every user's name, not yet understood. */
  Stream<String> entries() {
    return lineOf.values().stream().map(line -> field(lines.get(line), 1));
  }

  /** The table with these users' passwords set; new users are added at the end, in the order of the map. */
  public UserTable with(Map<UserName, PasswordHash> passwords) {
    var changed = new ArrayList<>(lines);
    passwords.forEach((user, hash) -> {
      Integer line = lineOf.get(user);
      if (line == null) {
        changed.add(user.value() + ":" + hash.text());
      } else {
        String[] fields = lines.get(line).split(":", 3);
        changed.set(line, fields[0] + ":" + hash.text() + (fields.length == 3 ? ":" + fields[2] : ""));
      }
    });
    return new UserTable(changed);
  }

  /** The table without this user. */
  public UserTable without(UserName user) {
    var changed = new ArrayList<>(lines);
    if (contains(user)) {
      changed.remove((int) lineOf.get(user));
    }
    return new UserTable(changed);
  }

  static boolean isComment(String line) {
    return line.isBlank() || line.startsWith("#");
  }

  /** A field of a line; empty if it has fewer. */
  static String field(String line, int number) {
    String[] fields = line.split(":", number + 2);
    return number < fields.length ? fields[number].strip() : "";
  }
}
