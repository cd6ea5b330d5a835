package org.godwit.config;

import java.util.List;

/**
 * A setting as a source gave it, not yet checked.
 *
 * @param key    the key as it was written; environment variables give the key they stand for
 * @param values the text; more than one for a YAML list
 * @param origin where it stands, for people: {@code conf/godwit.yaml:12}, {@code GODWIT_IMAP_PORT}, {@code --set}
 */
public record RawSetting(String key, List<String> values, String origin) {
  public RawSetting {
    values = List.copyOf(values);
  }

  /** A setting of one text. */
  public static RawSetting of(String key, String value, String origin) {
    return new RawSetting(key, List.of(value), origin);
  }

  /** The text as one would show it in an error. */
  String shown() {
    return String.join(", ", values);
  }
}
