package org.godwit.imap.command;

import org.godwit.mail.SequenceSet;

/** {@code partial-range} of pages of results and {@code partial} of octets. */
final class RangeArguments {

  private RangeArguments() {}

  /** {@code partial-range = nz-number ":" nz-number / "-" nz-number ":" "-" nz-number} (RFC 9394, 4) */
  static PartialRange page(CommandReader in) throws ParseException {
    long one = position(in);
    in.require(':');
    long other = position(in);
    if (one < 0 != other < 0) {
      throw in.invalid("both ends must count from the same side");
    }
    return new PartialRange(one, other);
  }

  private static long position(CommandReader in) throws ParseException {
    boolean fromEnd = in.skip('-');
    long number = in.nzNumber(SequenceSet.NUMBER_MAX);
    return fromEnd ? -number : number;
  }

  /** {@code partial = "<" number64 "." nz-number64 ">"} (RFC 9051, 9); the opening bracket has been passed. */
  static Partial octets(CommandReader in) throws ParseException {
    long offset = in.want("partial offset").number(Long.MAX_VALUE);
    in.require('.');
    long length = in.want("partial length").nzNumber(Long.MAX_VALUE);
    in.require('>');
    return new Partial(offset, length);
  }
}
