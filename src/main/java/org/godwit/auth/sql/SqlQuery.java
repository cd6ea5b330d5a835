package org.godwit.auth.sql;

import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.godwit.auth.UserName;
import org.godwit.auth.backend.BackendSetupException;

/**
 * A query about a user, as an administrator wrote it: {@code $1} is the whole name, {@code $2} what stands before its last
 * {@code @} (the whole name if it has none), {@code $3} what stands behind it (empty if it has none). They are sent beside the text,
 * never in it.
 *
 * @param text       with the parameters that it uses numbered from 1 on, without gaps, as PostgreSQL wants them
 * @param parameters which of the three each of those is
 */
record SqlQuery(String text, List<Integer> parameters) {
  /** What is no parameter: strings, quoted names, comments; and what is. */
  private static final Pattern TOKEN = Pattern.compile("'[^']*'|\"[^\"]*\"|--[^\n]*|/\\*.*?\\*/|\\$([0-9]+)", Pattern.DOTALL);

  private static final int KINDS = 3;

  /** Reads the text of the setting {@code key}. */
  static SqlQuery parse(String key, String text) {
    var parameters = new ArrayList<Integer>();
    var numbered = new StringBuilder();
    Matcher token = TOKEN.matcher(text);
    while (token.find()) {
      String replacement = token.group(1) == null ? token.group() : "$" + number(key, text, token.group(1), parameters);
      token.appendReplacement(numbered, Matcher.quoteReplacement(replacement));
    }
    if (parameters.isEmpty()) {
      throw new BackendSetupException(key + ": \"" + text + "\" does not ask for a user; expected $1 (the user's name) in it, or $2 and $3");
    }
    return new SqlQuery(token.appendTail(numbered).toString(), List.copyOf(parameters));
  }

  private static int number(String key, String text, String digits, List<Integer> parameters) {
    int kind = digits.length() == 1 ? Integer.parseInt(digits) : 0;
    if (kind < 1 || kind > KINDS) {
      throw new BackendSetupException(key + ": $" + digits + " in \"" + text + "\" is not known; expected $1, $2 or $3");
    }
    if (!parameters.contains(kind)) {
      parameters.add(kind);
    }
    return parameters.indexOf(kind) + 1;
  }

  /** The parameters for this user. */
  Tuple about(UserName user) {
    String name = user.value();
    int at = name.lastIndexOf('@');
    Tuple tuple = Tuple.tuple();
    for (int kind : parameters) {
      tuple.addString(switch (kind) {
        case 1 -> name;
        case 2 -> at < 0 ? name : name.substring(0, at);
        default -> at < 0 ? "" : name.substring(at + 1);
      });
    }
    return tuple;
  }
}
