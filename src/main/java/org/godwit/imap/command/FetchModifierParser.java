package org.godwit.imap.command;

import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** {@code fetch-modifiers = SP "(" fetch-modifier *(SP fetch-modifier) ")"} (RFC 4466, 2.4; RFC 7162, 7; RFC 9394, 4). */
final class FetchModifierParser {

  private final CommandReader in;
  private final boolean uid;
  private final Set<String> seen = new HashSet<>();
  private OptionalLong changedSince = OptionalLong.empty();
  private Optional<PartialRange> partial = Optional.empty();

  private FetchModifierParser(CommandReader in, boolean uid) {
    this.in = in;
    this.uid = uid;
  }

  static FetchModifiers parse(CommandReader in, boolean uid) throws ParseException {
    if (!in.skipToOptional('(')) {
      return FetchModifiers.NONE;
    }
    var parser = new FetchModifierParser(in, uid);
    in.listRest(parser::modifier);
    return parser.result();
  }

  private void modifier() throws ParseException {
    String name = in.want("modifier").keyword();
    if (!seen.add(name)) {
      throw ParseException.bad("Modifier " + Ascii.shortened(name) + " twice");
    }
    switch (name) {
      case "CHANGEDSINCE" -> changedSince = OptionalLong.of(in.expect("mod-sequence").nzNumber(Long.MAX_VALUE));
      case "VANISHED" -> onlyWithUid(name);
      case "PARTIAL" -> {
        onlyWithUid(name);
        partial = Optional.of(RangeArguments.page(in.expect("partial range")));
      }
      default -> throw ParseException.bad("Unknown FETCH modifier " + Ascii.shortened(name));
    }
  }

  private void onlyWithUid(String name) throws ParseException {
    if (!uid) {
      throw ParseException.bad(name + " is for UID FETCH only");
    }
  }

  /** "The VANISHED UID FETCH modifier MUST only be specified together with the CHANGEDSINCE UID FETCH modifier" (RFC 7162, 3.2.6). */
  private FetchModifiers result() throws ParseException {
    boolean vanished = seen.contains("VANISHED");
    if (vanished && changedSince.isEmpty()) {
      throw ParseException.bad("VANISHED needs CHANGEDSINCE");
    }
    return new FetchModifiers(changedSince, vanished, partial);
  }
}
