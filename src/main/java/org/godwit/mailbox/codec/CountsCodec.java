package org.godwit.mailbox.codec;

import org.godwit.account.MailboxCounts;
import org.godwit.storage.codec.Decoder;
import org.godwit.storage.codec.Encoder;
import org.godwit.storage.codec.FormatException;

/** A mailbox's numbers in binary. */
public final class CountsCodec {

  private CountsCodec() {}

  /** Encodes a mailbox's numbers. */
  public static void encode(Encoder out, MailboxCounts counts) {
    out.number(counts.messages()).number(counts.unseen()).number(counts.deleted()).number(counts.octets())
        .number(counts.uidNext()).number(counts.highestModSeq()).number(counts.recentFrom());
  }

  /** The mirror of {@link #encode}. */
  public static MailboxCounts decode(Decoder in) throws FormatException {
    return new MailboxCounts(in.size(), in.size(), in.size(), in.number(), in.size(), in.number(), in.size());
  }
}
