package org.godwit.imap.command;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.godwit.imap.command.FetchItem.Attribute;
import org.godwit.mail.SequenceSet;

/**
 * {@code fetch = "FETCH" SP sequence-set SP ("ALL" / "FULL" / "FAST" / fetch-att / "(" fetch-att *(SP fetch-att) ")") [SP
 * fetch-modifiers]} (RFC 9051, 6.4.5; RFC 4466, 2.4).
 */
final class FetchParser {

  private static final int ITEMS_MAX = 1000;

  private final CommandReader in;
  private final Set<FetchItem> items = new LinkedHashSet<>();

  private FetchParser(CommandReader in) {
    this.in = in;
  }

  static ImapCommand parse(CommandReader in, boolean uid) throws ParseException {
    SequenceSet messages = MessageParsers.messages(in);
    in.expect("data items");
    var parser = new FetchParser(in);
    parser.items();
    FetchModifiers modifiers = FetchModifierParser.parse(in, uid);
    return new ImapCommand.Fetch(uid, messages, List.copyOf(parser.items), modifiers);
  }

  private void items() throws ParseException {
    if (in.peek() != '(') {
      String name = itemName();
      items.addAll(macro(name));
      if (items.isEmpty()) {
        items.add(item(name));
      }
    } else if (in.list(this::listedItem) == 0) {
      throw ParseException.bad("Expected data item in parentheses");
    }
  }

  private void listedItem() throws ParseException {
    in.want("data item");
    items.add(item(itemName()));
    if (items.size() > ITEMS_MAX) {
      throw ParseException.no("LIMIT", "More than " + ITEMS_MAX + " data items");
    }
  }

  private String itemName() throws ParseException {
    String name = in.run(Ascii::isItemName).toUpperCase(Locale.ROOT);
    in.want(Ascii.shortened(name));
    return name;
  }

  private static List<FetchItem> macro(String name) {
    return switch (name) {
      case "FAST" -> List.of(Attribute.FLAGS, Attribute.INTERNALDATE, Attribute.RFC822_SIZE);
      case "ALL" -> List.of(Attribute.FLAGS, Attribute.INTERNALDATE, Attribute.RFC822_SIZE, Attribute.ENVELOPE);
      case "FULL" ->
          List.of(Attribute.FLAGS, Attribute.INTERNALDATE, Attribute.RFC822_SIZE, Attribute.ENVELOPE, Attribute.BODY);
      default -> List.of();
    };
  }

  private FetchItem item(String name) throws ParseException {
    for (Attribute attribute : Attribute.values()) {
      if (attribute.wire().equals(name) && !(attribute == Attribute.BODY && in.peek() == '[')) {
        return attribute;
      }
    }
    return switch (name) {
      case "BODY", "BODY.PEEK" -> body(name.endsWith("PEEK"));
      case "BINARY", "BINARY.PEEK" -> binary(name.endsWith("PEEK"));
      case "BINARY.SIZE" -> new FetchItem.BinarySize(SectionParser.binary(in));
      case "RFC822" -> FetchItem.Rfc822.RFC822;
      case "RFC822.HEADER" -> FetchItem.Rfc822.HEADER;
      case "RFC822.TEXT" -> FetchItem.Rfc822.TEXT;
      case "PREVIEW" -> new FetchItem.Preview(lazy());
      default -> throw ParseException.bad("Unknown data item " + Ascii.shortened(name));
    };
  }

  /** {@code "BODY" [".PEEK"] section [partial]} */
  private FetchItem body(boolean peek) throws ParseException {
    Section section = SectionParser.section(in);
    return new FetchItem.Body(section, partial(), peek);
  }

  /** {@code "BINARY" [".PEEK"] section-binary [partial]} */
  private FetchItem binary(boolean peek) throws ParseException {
    List<Long> part = SectionParser.binary(in);
    return new FetchItem.Binary(part, partial(), peek);
  }

  private Optional<Partial> partial() throws ParseException {
    return in.skip('<') ? Optional.of(RangeArguments.octets(in)) : Optional.empty();
  }

  /**
   * {@code "PREVIEW" [SP "(" preview-mod *(SP preview-mod) ")"]}, {@code preview-mod = "LAZY"} (RFC 8970, 6). Behind a single
   * PREVIEW other words in parentheses are modifiers of FETCH.
   */
  private boolean lazy() throws ParseException {
    if (!in.looksAt(" (LAZY")) {
      return false;
    }
    in.skipSpaces();
    in.list(() -> Keywords.find(PreviewModifier.values(), in.want("preview modifier").keyword(), "preview modifier"));
    return true;
  }

  private enum PreviewModifier {
    LAZY
  }
}
