package org.godwit.imap.command;

import java.util.OptionalLong;
import org.godwit.mail.Flags;
import org.godwit.mail.SequenceSet;

/**
 * {@code store = "STORE" SP sequence-set [SP "(" store-modifier ")"] SP store-att-flags}, {@code store-att-flags = (["+" / "-"]
 * "FLAGS" [".SILENT"]) SP (flag-list / (flag *(SP flag)))} (RFC 9051, 6.4.6; RFC 7162, 3.1.3).
 */
final class StoreParser {

  private final CommandReader in;
  private OptionalLong unchangedSince = OptionalLong.empty();

  private StoreParser(CommandReader in) {
    this.in = in;
  }

  static ImapCommand parse(CommandReader in, boolean uid) throws ParseException {
    return new StoreParser(in).parse(uid);
  }

  private ImapCommand parse(boolean uid) throws ParseException {
    SequenceSet messages = MessageParsers.messages(in);
    if (in.skipToOptional('(')) {
      in.listRest(this::modifier);
    }
    in.expect("FLAGS, +FLAGS or -FLAGS");
    StoreMode mode = in.skip('+') ? StoreMode.ADD : in.skip('-') ? StoreMode.REMOVE : StoreMode.REPLACE;
    String word = in.keyword();
    boolean silent = word.equals("FLAGS.SILENT");
    if (!silent && !word.equals("FLAGS")) {
      throw ParseException.bad("Expected FLAGS, +FLAGS or -FLAGS, or the same with .SILENT, after sequence set");
    }
    Flags flags = FlagsArgument.listOrBare(in.expect("flags"));
    return new ImapCommand.Store(uid, messages, unchangedSince, mode, silent, flags);
  }

  /** {@code store-modifier = "UNCHANGEDSINCE" SP mod-sequence-valzer}, once. */
  private void modifier() throws ParseException {
    String name = in.want("modifier").keyword();
    if (!name.equals("UNCHANGEDSINCE")) {
      throw ParseException.bad("Unknown STORE modifier " + Ascii.shortened(name));
    }
    if (unchangedSince.isPresent()) {
      throw ParseException.bad("UNCHANGEDSINCE twice");
    }
    unchangedSince = OptionalLong.of(in.expect("mod-sequence").number(Long.MAX_VALUE));
  }
}
