package org.godwit.imap.transcript;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code $name} stands for in a transcript: bound where a server's line has it first, fixed from there on. Beside
 * it {@code ...} for any text within a line, {@code $$} for a dollar, and {@code ${name argument ...}} for what a client
 * computes, see {@link ClientAnswers}.
 */
public final class Variables {

  private static final Pattern TOKEN = Pattern.compile("\\$\\$|\\$([A-Za-z][A-Za-z0-9]*)|\\.\\.\\.|\\$\\{([a-z0-9-]+) ([^}]*)}");
  /** What a variable may stand for. */
  private static final String WORD = "([^ ()\\[\\]\"{}\\r\\n]+)";

  private final Map<String, String> bound = new HashMap<>();
  private final ClientAnswers answers = new ClientAnswers();

  /** Fixes a variable. */
  public void bind(String name, String value) {
    bound.put(name, value);
  }

  /** A client's text with its variables filled in. */
  public String fill(String text) {
    return TOKEN.matcher(text).replaceAll(found -> {
      var value = found.group().equals("$$") ? "$" : found.group(1) != null ? known(found.group(1))
          : found.group(2) != null ? computed(found) : found.group();
      return Matcher.quoteReplacement(value);
    });
  }

  private String computed(MatchResult token) {
    return answers.of(token.group(2), fill(token.group(3)));
  }

  /** Whether a server's text is as expected; if so, variables that were free are bound. */
  public boolean matches(String expected, String actual) {
    var free = new ArrayList<String>();
    var matcher = Pattern.compile(regex(expected, free), Pattern.DOTALL).matcher(actual);
    if (!matcher.matches()) {
      return false;
    }
    for (int i = 0; i < free.size(); i++) {
      var before = bound.putIfAbsent(free.get(i), matcher.group(i + 1));
      if (before != null && !before.equals(matcher.group(i + 1))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return bound.toString();
  }

  private String regex(String expected, List<String> free) {
    var regex = new StringBuilder();
    var tokens = TOKEN.matcher(expected);
    int from = 0;
    while (tokens.find()) {
      regex.append(Pattern.quote(expected.substring(from, tokens.start())));
      regex.append(tokens.group(2) == null ? token(tokens.group(), tokens.group(1), free) : Pattern.quote(computed(tokens)));
      from = tokens.end();
    }
    return regex.append(Pattern.quote(expected.substring(from))).toString();
  }

  private String token(String token, String name, List<String> free) {
    if (token.equals("$$")) {
      return "\\$";
    }
    if (name == null) {
      return "[^\\r\\n]*";
    }
    if (bound.containsKey(name)) {
      return Pattern.quote(bound.get(name));
    }
    free.add(name);
    return WORD;
  }

  private String known(String name) {
    var value = bound.get(name);
    if (value == null) {
      throw new IllegalStateException("$" + name + " is not bound yet");
    }
    return value;
  }
}
