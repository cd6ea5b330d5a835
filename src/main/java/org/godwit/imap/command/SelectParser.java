package org.godwit.imap.command;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.godwit.mail.MailboxName;
import org.godwit.mail.SequenceSet;
import org.godwit.mail.UidValidity;

/**
 * {@code select = "SELECT" SP mailbox [SP "(" select-param *(SP select-param) ")"]}, EXAMINE alike (RFC 9051, 6.3.2; RFC 4466,
 * 2.4; RFC 7162, 7).
 */
final class SelectParser {

  private final CommandReader in;
  private final Set<String> seen = new HashSet<>();
  private Optional<Qresync> qresync = Optional.empty();

  private SelectParser(CommandReader in) {
    this.in = in;
  }

  static ImapCommand parse(CommandReader in, boolean readOnly) throws ParseException {
    in.expect("mailbox name");
    String given;
    MailboxName mailbox;
    try {
      given = MailboxArgument.text(in);
      mailbox = MailboxArgument.name(in, given);
    } catch (ParseException e) {
      // a NO would mean that the mailbox selected before no longer is, which a session that gets no command cannot care for
      throw e.isNo() ? ParseException.bad("CLIENTBUG", e.getMessage()) : e;
    }
    var parser = new SelectParser(in);
    if (in.skipToOptional('(') && in.listRest(parser::parameter) == 0) {
      throw ParseException.bad("Expected parameter in parentheses after mailbox name");
    }
    return new ImapCommand.Select(mailbox, given, readOnly, parser.seen.contains("CONDSTORE"), parser.qresync);
  }

  /** {@code select-param = "CONDSTORE" / "QRESYNC" SP "(" ... ")"} */
  private void parameter() throws ParseException {
    String name = in.want("parameter").keyword();
    if (!seen.add(name)) {
      throw ParseException.bad("Parameter " + name + " twice");
    }
    switch (name) {
      case "CONDSTORE" -> { }
      case "QRESYNC" -> qresync = Optional.of(qresync());
      default -> throw ParseException.bad("Unknown parameter " + Ascii.shortened(name));
    }
  }

  /** {@code "(" uidvalidity SP mod-sequence-value [SP known-uids] [SP seq-match-data] ")"} */
  private Qresync qresync() throws ParseException {
    in.expect("QRESYNC arguments").open();
    long uidValidity = in.want("UIDVALIDITY").nzNumber(SequenceSet.NUMBER_MAX);
    long modSeq = in.expect("mod-sequence").nzNumber(Long.MAX_VALUE);
    Optional<SequenceSet> knownUids = Optional.empty();
    Optional<Qresync.SequenceMatch> match = Optional.empty();
    in.skipSpaces();
    if (Ascii.isSequenceSet(in.peek())) {
      knownUids = Optional.of(numbers("known UIDs"));
      in.skipSpaces();
    }
    if (in.skip('(')) {
      match = Optional.of(match());
      in.skipSpaces();
    }
    in.require(')');
    return new Qresync(new UidValidity(uidValidity), modSeq, knownUids, match);
  }

  /** {@code seq-match-data = "(" known-sequence-set SP known-uid-set ")"} */
  private Qresync.SequenceMatch match() throws ParseException {
    in.skipSpaces();
    SequenceSet sequenceNumbers = numbers("known sequence numbers");
    in.expect("UIDs of known sequence numbers");
    SequenceSet uids = in.sequenceSet();
    in.skipSpaces();
    in.require(')');
    requireNumbers(uids);
    return new Qresync.SequenceMatch(sequenceNumbers, uids);
  }

  private SequenceSet numbers(String what) throws ParseException {
    SequenceSet set = in.want(what).sequenceSet();
    requireNumbers(set);
    return set;
  }

  private void requireNumbers(SequenceSet set) throws ParseException {
    if (set.hasStar() || set.isSavedResult()) {
      throw in.invalid("* and $ are not allowed here");
    }
  }
}
