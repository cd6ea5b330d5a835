package org.godwit.imap.command;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** {@code search-return-opts = SP "RETURN" SP "(" [search-return-opt *(SP search-return-opt)] ")"} (RFC 9051, 9; RFC 9394, 4). */
final class ReturnParser {

  private enum Option {
    MIN,
    MAX,
    ALL,
    COUNT,
    SAVE,
    PARTIAL
  }

  private final CommandReader in;
  private final Set<Option> options = EnumSet.noneOf(Option.class);
  private Optional<PartialRange> partial = Optional.empty();

  private ReturnParser(CommandReader in) {
    this.in = in;
  }

  /** The options, or nothing if the next word, a space before it passed, is not RETURN. */
  static Optional<ReturnOptions> parse(CommandReader in) throws ParseException {
    if (!in.looksAt("RETURN")) {
      return Optional.empty();
    }
    in.keyword();
    var parser = new ReturnParser(in);
    in.expect("return options").list(parser::option);
    return Optional.of(parser.result());
  }

  private void option() throws ParseException {
    Option option = Keywords.find(Option.values(), in.want("return option").keyword(), "return option");
    if (!options.add(option) && option == Option.PARTIAL) {
      throw ParseException.bad("PARTIAL twice");
    }
    if (option == Option.PARTIAL) {
      partial = Optional.of(RangeArguments.page(in.expect("partial range")));
    }
  }

  private ReturnOptions result() throws ParseException {
    boolean all = options.contains(Option.ALL);
    if (all && partial.isPresent()) {
      throw ParseException.bad("ALL and PARTIAL exclude each other");
    }
    return new ReturnOptions(options.contains(Option.MIN), options.contains(Option.MAX), all || options.isEmpty(),
        options.contains(Option.COUNT), options.contains(Option.SAVE), partial);
  }
}
