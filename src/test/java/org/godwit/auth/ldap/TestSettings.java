package org.godwit.auth.ldap;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.godwit.config.RawSetting;
import org.godwit.config.Settings;
import org.godwit.config.SettingsLoader;

/** Settings of {@code ldap}, in clear and patient unless a test says otherwise. */
final class TestSettings {
  private TestSettings() {}

  /** Whoever is below people is a user; a service account searches. */
  static Settings searching(int port, String... more) {
    return of(port, Map.of("searchBase", "dc=example,dc=org", "bindDn", TestDirectory.SERVICE, "bindPassword", TestDirectory.SERVICE_PASSWORD), more);
  }

  /**
   * These.
   *
   * @param more keys and values
   */
  static Settings of(int port, Map<String, String> ldap, String... more) {
    var all = new HashMap<>(Map.of("urls", "ldap://127.0.0.1:" + port, "startTls", "false", "connectTimeoutMs", "30000", "answerTimeoutMs", "30000"));
    all.putAll(ldap);
    for (int i = 0; i < more.length; i += 2) {
      all.put(more[i], more[i + 1]);
    }
    List<RawSetting> raw = new ArrayList<>();
    all.forEach((key, value) -> raw.add(RawSetting.of("ldap." + key, value, "test")));
    return SettingsLoader.load(raw);
  }
}
