package org.godwit.config;

import java.util.List;

/** Settings that cannot be used. Each problem is one line that names the key, the value, where it stands, and what was expected. */
public final class SettingsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  SettingsException(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  /** At least one line, in the order of the sources. */
  public List<String> problems() {
    return problems;
  }
}
