package org.godwit.config;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code conf/godwit.yaml}, written from the declarations: every setting, its default, and one line about it. */
final class SettingsDocument {
  private static final String HEAD = """
      # Godwit's settings: every one, with its default. Nothing here needs to be changed to start.
      #
      # A setting is taken from the last of these that has it: the built-in default, this file (or the one named by --config),
      # the environment (the name stands behind each setting), --set key=value. Sizes in bytes may be written as 64K, 64M or 1G.
      # Paths of files are relative to the data directory, that of the data directory itself to where the server is started.
      """;

  private SettingsDocument() {}

  /** The whole file. */
  static String text() {
    var text = new StringBuilder(HEAD);
    String section = "";
    for (SettingKey key : SettingKey.ALL) {
      int dot = key.name().indexOf('.');
      String own = dot < 0 ? "" : key.name().substring(0, dot);
      if (!own.equals(section)) {
        text.append('\n').append(own).append(":\n");
        section = own;
      } else if (own.isEmpty()) {
        text.append('\n');
      }
      String indent = own.isEmpty() ? "" : "  ";
      text.append(indent).append("# ").append(key.setting().help()).append(" [").append(key.environmentName()).append("]\n");
      text.append(indent).append(key.name().substring(dot + 1)).append(": ").append(value(key)).append('\n');
    }
    return text.toString();
  }

  private static String value(SettingKey key) {
    String value = key.setting().value();
    if (!(key.type() instanceof Class<?>)) {
      return Stream.of(value.split(",")).map(SettingsDocument::quoted).collect(Collectors.joining(", ", "[", "]"));
    }
    return value.isEmpty() ? "\"\"" : value;
  }

  /** What YAML would read as something else. */
  private static String quoted(String item) {
    return item.startsWith(":") ? '"' + item + '"' : item;
  }
}
