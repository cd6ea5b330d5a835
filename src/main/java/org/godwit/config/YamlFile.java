package org.godwit.config;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Settings from a YAML file. The library's node tree is read rather than its Java objects: it keeps the line of every value for
 * the error messages, and no text is taken for a number, a date or a class before a setting's own type says so.
 */
public final class YamlFile {
  private static final int FILE_BYTES_MAX = 1 << 20;

  private final Path file;
  private final List<RawSetting> settings = new ArrayList<>();
  private final Map<String, String> seen = new HashMap<>();

  private YamlFile(Path file) {
    this.file = file;
  }

  /**
   * Reads a file.
   *
   * @throws SettingsException if it cannot be read or is not YAML of sections, keys, values and lists of values
   */
  public static List<RawSetting> settings(Path file) {
    var reader = new YamlFile(file);
    try {
      LoadSettings bounds = LoadSettings.builder().setLabel(file.toString()).setCodePointLimit(FILE_BYTES_MAX).build();
      new Compose(bounds).composeString(text(file)).ifPresent(root -> reader.flatten("", root));
    } catch (MarkedYamlEngineException damaged) {
      throw new SettingsException(List.of(reader.at(damaged.getProblemMark().orElse(null)) + ": " + damaged.getProblem()
          + "; is everything indented as in conf/godwit.yaml?"));
    } catch (YamlEngineException damaged) {
      throw new SettingsException(List.of(file + ": not YAML: " + damaged.getMessage()));
    }
    return List.copyOf(reader.settings);
  }

  private static String text(Path file) {
    try {
      if (Files.size(file) > FILE_BYTES_MAX) {
        throw new SettingsException(List.of(file + ": larger than " + FILE_BYTES_MAX + " bytes"));
      }
      return Files.readString(file);
    } catch (NoSuchFileException missing) {
      throw new SettingsException(List.of(file + ": there is no such file"));
    } catch (AccessDeniedException denied) {
      throw new SettingsException(List.of(file + ": permission to read it is denied"));
    } catch (MalformedInputException damaged) {
      throw new SettingsException(List.of(file + ": not UTF-8 text"));
    } catch (IOException failed) {
      throw new SettingsException(List.of(file + ": cannot be read: " + failed.getMessage()));
    }
  }

  /** Depth is bounded: no key has more than two levels, and deeper ones are refused before they are entered. */
  private void flatten(String key, Node node) {
    switch (node) {
      case MappingNode section when key.chars().filter(c -> c == '.').count() < 2 ->
          section.getValue().forEach(entry -> flatten(key, entry));
      case ScalarNode scalar when !key.isEmpty() -> add(key, List.of(scalar.getValue()), node);
      case SequenceNode list when !key.isEmpty() && list.getValue().stream().allMatch(ScalarNode.class::isInstance) ->
          add(key, list.getValue().stream().map(item -> ((ScalarNode) item).getValue()).toList(), node);
      default -> throw new SettingsException(List.of(
          at(node.getStartMark().orElse(null)) + ": expected settings such as \"imap.port: 1143\", in sections or not"));
    }
  }

  private void flatten(String prefix, NodeTuple entry) {
    if (!(entry.getKeyNode() instanceof ScalarNode name)) {
      throw new SettingsException(List.of(at(entry.getKeyNode().getStartMark().orElse(null)) + ": expected the name of a setting"));
    }
    flatten(prefix.isEmpty() ? name.getValue() : prefix + "." + name.getValue(), entry.getValueNode());
  }

  private void add(String key, List<String> values, Node node) {
    String origin = at(node.getStartMark().orElse(null));
    String before = seen.putIfAbsent(key, origin);
    if (before != null) {
      throw new SettingsException(List.of(origin + ": " + key + " is set a second time, first at " + before));
    }
    settings.add(new RawSetting(key, values, origin));
  }

  private String at(Mark mark) {
    return mark == null ? file.toString() : file + ":" + (mark.getLine() + 1);
  }
}
