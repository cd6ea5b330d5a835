package org.godwit.imap.command;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.godwit.mail.MailboxPattern;

/**
 * {@code list = "LIST" [SP list-select-opts] SP mailbox SP mbox-or-pat [SP list-return-opts]} (RFC 9051, 6.3.9; RFC 5258, 6; RFC
 * 6154, 6; RFC 5819, 3) and LSUB (RFC 3501, 6.3.9).
 */
final class ListParser {

  private static final int PATTERNS_MAX = 100;
  private static final int PATTERN_CHARS_MAX = 4096;

  private final CommandReader in;
  private final Set<ListOptions.Selection> selections = EnumSet.noneOf(ListOptions.Selection.class);
  private final Set<ListOptions.Return> returns = EnumSet.noneOf(ListOptions.Return.class);
  private Set<StatusItem> status = Set.of();
  private boolean extended;

  private ListParser(CommandReader in) {
    this.in = in;
  }

  static ImapCommand parse(CommandReader in) throws ParseException {
    return new ListParser(in).parse();
  }

  /** {@code lsub = "LSUB" SP mailbox SP list-mailbox} */
  static ImapCommand parseLsub(CommandReader in) throws ParseException {
    var parser = new ListParser(in);
    String reference = parser.reference();
    in.expect("pattern");
    return new ImapCommand.Lsub(reference, parser.pattern(reference));
  }

  private ImapCommand parse() throws ParseException {
    if (in.skipToOptional('(')) {
      extended = true;
      in.listRest(() -> selections.add(selection()));
      checkSelections();
    }
    String reference = reference();
    List<MailboxPattern> patterns = patterns(reference);
    if (in.more()) {
      extended = true;
      returnOptions();
    }
    return new ImapCommand.ListMailboxes(reference, patterns, new ListOptions(extended, selections, returns, status));
  }

  /** {@code list-select-opt = "SUBSCRIBED" / "REMOTE" / "RECURSIVEMATCH" / "SPECIAL-USE"} */
  private ListOptions.Selection selection() throws ParseException {
    return Keywords.find(ListOptions.Selection.values(), in.want("selection option").keyword(), "selection option");
  }

  /** "The RECURSIVEMATCH option MUST NOT occur as the only selection option (or only with REMOTE)" (RFC 9051, 6.3.9.1). */
  private void checkSelections() throws ParseException {
    if (selections.contains(ListOptions.Selection.RECURSIVEMATCH)
        && !selections.contains(ListOptions.Selection.SUBSCRIBED)
        && !selections.contains(ListOptions.Selection.SPECIAL_USE)) {
      throw ParseException.bad("RECURSIVEMATCH needs SUBSCRIBED or SPECIAL-USE");
    }
  }

  private String reference() throws ParseException {
    return MailboxArgument.text(in.expect("reference name"));
  }

  /** {@code mbox-or-pat = list-mailbox / "(" list-mailbox *(SP list-mailbox) ")"} */
  private List<MailboxPattern> patterns(String reference) throws ParseException {
    List<MailboxPattern> patterns = new ArrayList<>();
    in.expect("pattern");
    if (in.peek() != '(') {
      patterns.add(pattern(reference));
    } else {
      extended = true;
      in.list(() -> patterns.add(pattern(reference)));
    }
    if (patterns.isEmpty() || patterns.size() > PATTERNS_MAX) {
      throw ParseException.bad("Expected 1 to " + PATTERNS_MAX + " patterns");
    }
    return List.copyOf(patterns);
  }

  /** {@code list-mailbox = 1*list-char / string}; an empty one stays empty, for it asks for the delimiter only. */
  private MailboxPattern pattern(String reference) throws ParseException {
    byte[] octets = Ascii.isListChar(in.peek()) ? in.run(Ascii::isListChar).getBytes(StandardCharsets.US_ASCII) : in.string();
    String text = MailboxArgument.decoded(in, octets);
    if (reference.length() + text.length() > PATTERN_CHARS_MAX) {
      throw in.invalid("longer than " + PATTERN_CHARS_MAX + " characters");
    }
    return MailboxPattern.of(text.isEmpty() ? "" : reference + text, in.context().delimiter());
  }

  /** {@code list-return-opts = "RETURN" SP "(" [return-option *(SP return-option)] ")"} */
  private void returnOptions() throws ParseException {
    String word = in.expect("RETURN").keyword();
    if (!word.equals("RETURN")) {
      throw ParseException.bad("Expected RETURN after pattern");
    }
    in.expect("return options").list(this::returnOption);
  }

  private void returnOption() throws ParseException {
    String word = in.want("return option").keyword();
    if (word.equals("STATUS")) {
      status = StatusParser.items(in);
    } else {
      returns.add(Keywords.find(ListOptions.Return.values(), word, "return option"));
    }
  }
}
