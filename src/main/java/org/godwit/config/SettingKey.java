package org.godwit.config;

import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One leaf of {@link Settings}.
 *
 * @param name    its key, such as {@code imap.port}
 * @param type    the Java type that holds it
 * @param setting default, bounds and explanation
 */
record SettingKey(String name, Type type, Setting setting) {

  /** Every setting, in the order in which {@link Settings} declares them. */
  static final List<SettingKey> ALL = collect(Settings.class, "");

  private static List<SettingKey> collect(Class<?> section, String prefix) {
    var keys = new ArrayList<SettingKey>();
    for (RecordComponent component : section.getRecordComponents()) {
      Setting setting = component.getAnnotation(Setting.class);
      if (setting == null) {
        keys.addAll(collect(component.getType(), prefix + component.getName() + "."));
      } else {
        keys.add(new SettingKey(prefix + component.getName(), component.getGenericType(), setting));
      }
    }
    return List.copyOf(keys);
  }

  /** {@code GODWIT_} and the key in capitals, words apart: {@code GODWIT_MAIL_MESSAGE_BYTES_MAX}. */
  String environmentName() {
    var name = new StringBuilder("GODWIT_");
    for (char c : this.name.toCharArray()) {
      if (Character.isUpperCase(c)) {
        name.append('_');
      }
      name.append(c == '.' ? '_' : c);
    }
    return name.toString().toUpperCase(Locale.ROOT);
  }
}
