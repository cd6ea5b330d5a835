package org.godwit.auth.ldap;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.godwit.auth.UserName;
import org.godwit.auth.backend.BackendSetupException;

/**
 * Text in which {@code %u} stands for a user name, {@code %n} for what is in front of its last {@code @}, {@code %d} for what is
 * behind it, and {@code %%} for a percent sign. What is filled in is not escaped: who uses the text as a value of a larger
 * structure needs none.
 */
record UserTemplate(String text) {
  private static final Pattern VARIABLE = Pattern.compile("%(.?)", Pattern.DOTALL);

  /**
   * Checks a text.
   *
   * @param key of the setting that it comes from
   * @throws BackendSetupException if it has other variables
   */
  static UserTemplate of(String key, String text) {
    VARIABLE.matcher(text).results().filter(found -> !"und%".contains(found.group(1)) || found.group(1).isEmpty()).findFirst()
        .ifPresent(unknown -> {
          throw new BackendSetupException(key + ": \"" + unknown.group() + "\" is not known; expected %u, %n, %d or %%");
        });
    return new UserTemplate(text);
  }

  /** Whether it is different for different users. */
  boolean isVariable() {
    return VARIABLE.matcher(text).results().anyMatch(found -> !found.group(1).equals("%"));
  }

  /** The text for a user; empty if it needs a domain and there is none. */
  Optional<String> fill(UserName user, String defaultDomain) {
    int at = user.value().lastIndexOf('@');
    String domain = at < 0 ? defaultDomain : user.value().substring(at + 1);
    String local = at < 0 ? user.value() : user.value().substring(0, at);
    var filled = new StringBuilder();
    Matcher matcher = VARIABLE.matcher(text);
    while (matcher.find()) {
      String value = switch (matcher.group(1)) {
        case "u" -> user.value();
        case "n" -> local;
        case "d" -> domain;
        default -> "%";
      };
      if (value.isEmpty()) {
        return Optional.empty();
      }
      matcher.appendReplacement(filled, Matcher.quoteReplacement(value));
    }
    return Optional.of(matcher.appendTail(filled).toString());
  }
}
