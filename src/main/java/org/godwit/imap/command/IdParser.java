package org.godwit.imap.command;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** {@code id = "ID" SP ("(" [string SP nstring *(SP string SP nstring)] ")" / nil)} (RFC 2971, 3.1 and 4). */
final class IdParser {

  private static final int FIELDS_MAX = 30;
  private static final int NAME_OCTETS_MAX = 30;
  private static final int VALUE_OCTETS_MAX = 1024;

  private IdParser() {}

  static ImapCommand parse(CommandReader in) throws ParseException {
    Map<String, Optional<String>> fields = new LinkedHashMap<>();
    in.expect("parameter list");
    if (in.peek() == '(') {
      in.list(() -> field(in, fields));
    } else if (in.nstring() != null) {
      throw in.invalid("must be a list or NIL");
    }
    return new ImapCommand.Id(Collections.unmodifiableMap(fields));
  }

  private static void field(CommandReader in, Map<String, Optional<String>> fields) throws ParseException {
    String name = text(in, in.want("field name").string(), NAME_OCTETS_MAX);
    byte[] value = in.expect("field value").nstring();
    if (fields.size() == FIELDS_MAX) {
      throw ParseException.bad("ID has more than " + FIELDS_MAX + " fields");
    }
    if (fields.put(name, value == null ? Optional.empty() : Optional.of(text(in, value, VALUE_OCTETS_MAX))) != null) {
      throw ParseException.bad("ID has a field twice");
    }
  }

  /** What is not UTF-8 is replaced: it is only logged, and a client must not fail for its name. */
  private static String text(CommandReader in, byte[] octets, int max) throws ParseException {
    if (octets.length > max) {
      throw in.invalid("longer than " + max + " octets");
    }
    return new String(octets, StandardCharsets.UTF_8);
  }
}
