package org.godwit.config;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes {@link Settings} of what the sources gave: a later one overrides an earlier one, everything is checked, also what is
 * overridden, and all problems are reported at once.
 */
public final class SettingsLoader {
  private final List<String> problems = new ArrayList<>();
  private final Map<String, Object> values = new HashMap<>();

  private SettingsLoader() {}

  /**
   * Checks and binds.
   *
   * @param sources what was set, weakest first; see {@link YamlFile}, {@link Environment}
   * @throws SettingsException if any key is unknown or any value is not what its key takes
   */
  public static Settings load(List<RawSetting> sources) {
    var loader = new SettingsLoader();
    SettingKey.ALL.forEach(key -> loader.put(key, RawSetting.of(key.name(), key.setting().value(), "default")));
    sources.forEach(loader::put);
    if (!loader.problems.isEmpty()) {
      throw new SettingsException(loader.problems);
    }
    return loader.bind(Settings.class, "");
  }

  private void put(RawSetting raw) {
    SettingKey.ALL.stream().filter(key -> key.name().equals(raw.key())).findFirst()
        .ifPresentOrElse(key -> put(key, raw), () -> problems.add(unknown(raw)));
  }

  private void put(SettingKey key, RawSetting raw) {
    try {
      values.put(key.name(), SettingParser.parse(key, raw.values()));
    } catch (SettingParser.Mismatch mismatch) {
      problems.add(raw.origin() + ": " + key.name() + " is \"" + raw.shown() + "\", expected " + mismatch.getMessage());
    }
  }

  private static String unknown(RawSetting raw) {
    List<String> names = SettingKey.ALL.stream().map(SettingKey::name).toList();
    if (names.stream().anyMatch(name -> name.startsWith(raw.key() + "."))) {
      return raw.origin() + ": " + raw.key() + " is a section; expected settings in it, indented";
    }
    return raw.origin() + ": there is no setting " + raw.key()
        + names.stream().filter(name -> name.endsWith("." + raw.key())).findFirst().or(() -> Nearest.to(raw.key(), names))
            .map(near -> ", did you mean " + near + "?").orElse("; conf/godwit.yaml lists them all");
  }

  private <T> T bind(Class<T> section, String prefix) {
    RecordComponent[] components = section.getRecordComponents();
    var types = new Class<?>[components.length];
    var arguments = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      String name = prefix + components[i].getName();
      types[i] = components[i].getType();
      arguments[i] = values.containsKey(name) ? values.get(name) : bind(types[i], name + ".");
    }
    try {
      return section.getDeclaredConstructor(types).newInstance(arguments);
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException(section + " is not a record of settings", impossible);
    }
  }
}
