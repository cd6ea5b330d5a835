package org.godwit.tool;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.godwit.config.Environment;
import org.godwit.config.RawSetting;
import org.godwit.config.Settings;
import org.godwit.config.SettingsException;
import org.godwit.config.SettingsLoader;
import org.godwit.config.YamlFile;
import picocli.CommandLine.Option;

/** The options by which every command finds its settings. */
public final class SettingsOptions {

  /** Set by {@code bin/godwit}: the directory that holds {@code conf/}. */
  private static final String HOME = "godwit.home";

  @Option(names = "--config", paramLabel = "FILE", description = "Settings, instead of conf/godwit.yaml.")
  private Path config;

  @Option(names = "--data", paramLabel = "DIR", description = "The data directory; short for --set data=DIR.")
  private String data;

  @Option(names = "--set", paramLabel = "KEY=VALUE", description = "A setting, such as imap.port=2143; conf/godwit.yaml lists them. Overrides all others.")
  private List<String> overrides = List.of();

  /**
   * The settings of defaults, file, environment and options, each overriding those before.
   *
   * @param further settings that other options of the command stand for; they override all
   * @throws ToolFailure if any of them is not right
   */
  public Settings load(RawSetting... further) {
    try {
      var sources = new ArrayList<RawSetting>();
      file().ifPresent(file -> sources.addAll(YamlFile.settings(file)));
      sources.addAll(Environment.settings(System.getenv()));
      overrides.forEach(override -> sources.add(parse(override)));
      if (data != null) {
        sources.add(RawSetting.of("data", data, "--data"));
      }
      sources.addAll(List.of(further));
      return SettingsLoader.load(sources);
    } catch (SettingsException wrong) {
      throw new ToolFailure(wrong.getMessage());
    }
  }

  private Optional<Path> file() {
    if (config != null) {
      return Optional.of(config);
    }
    return Optional.ofNullable(System.getProperty(HOME)).map(home -> Path.of(home, "conf", "godwit.yaml")).filter(Files::exists);
  }

  private static RawSetting parse(String override) {
    int equals = override.indexOf('=');
    if (equals < 1) {
      throw new ToolFailure("--set " + override + ": expected KEY=VALUE, such as imap.port=2143");
    }
    return RawSetting.of(override.substring(0, equals), override.substring(equals + 1), "--set");
  }
}
