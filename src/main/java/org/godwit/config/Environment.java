package org.godwit.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Settings from environment variables: {@code GODWIT_IMAP_PORT} is {@code imap.port}. */
public final class Environment {
  private static final String PREFIX = "GODWIT_";

  /** Variables that {@code bin/godwit} itself reads. */
  private static final Set<String> LAUNCHER = Set.of("GODWIT_JAVA_OPTS", "GODWIT_HOME");

  /**
   * What Kubernetes sets in every container beside a Service named {@code godwit} or {@code godwit-imap}: among them
   * {@code GODWIT_IMAP_PORT=tcp://10.0.0.1:1143}, which is not meant for us.
   */
  private static final Pattern SERVICE_LINK = Pattern.compile(".*_(SERVICE_HOST|SERVICE_PORT(_.*)?|PORT_[0-9]+_(TCP|UDP|SCTP)(_.*)?)");
  private static final Pattern SERVICE_URL = Pattern.compile("(tcp|udp|sctp)://.*");

  private Environment() {}

  /** What of an environment is a setting, in a stable order; an unknown {@code GODWIT_} variable is one with an unknown key. */
  public static List<RawSetting> settings(Map<String, String> environment) {
    var settings = new ArrayList<RawSetting>();
    new TreeMap<>(environment).forEach((name, value) -> {
      if (name.startsWith(PREFIX) && !LAUNCHER.contains(name) && !isServiceLink(name, value)) {
        settings.add(RawSetting.of(key(name), value, "environment variable " + name));
      }
    });
    return settings;
  }

  private static boolean isServiceLink(String name, String value) {
    return SERVICE_LINK.matcher(name).matches() || SERVICE_URL.matcher(value).matches();
  }

  private static String key(String variable) {
    return SettingKey.ALL.stream().filter(key -> key.environmentName().equals(variable)).map(SettingKey::name).findFirst()
        .orElseGet(() -> unknownKey(variable));
  }

  /** {@code GODWIT_IMAP_PROT} as {@code imap.prot}: close enough to the keys to find the one that was meant. */
  private static String unknownKey(String variable) {
    return variable.substring(PREFIX.length()).toLowerCase(Locale.ROOT).replaceFirst("_", ".").replace("_", "");
  }
}
