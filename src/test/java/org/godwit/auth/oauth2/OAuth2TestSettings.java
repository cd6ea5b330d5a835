package org.godwit.auth.oauth2;

import java.util.ArrayList;
import java.util.List;
import org.godwit.config.OAuth2Settings;
import org.godwit.config.RawSetting;
import org.godwit.config.SettingsLoader;

/** Settings of the section {@code oauth2}. */
final class OAuth2TestSettings {
  private OAuth2TestSettings() {}

  /** Defaults, but for these: key, value, key, value. */
  static OAuth2Settings of(String... keysAndValues) {
    var raw = new ArrayList<RawSetting>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      raw.add(new RawSetting("oauth2." + keysAndValues[i], List.of(keysAndValues[i + 1]), "test"));
    }
    return SettingsLoader.load(raw).oauth2();
  }
}
