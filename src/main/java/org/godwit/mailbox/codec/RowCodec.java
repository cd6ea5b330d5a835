package org.godwit.mailbox.codec;

import org.godwit.account.MessageRow;
import org.godwit.storage.codec.Decoder;
import org.godwit.storage.codec.Encoder;
import org.godwit.storage.codec.FormatException;
import org.godwit.storage.codec.Values;

/** One message's metadata in binary. */
public final class RowCodec {

  private RowCodec() {}

  /** Encodes a row. */
  public static void encode(Encoder out, MessageRow row) {
    out.number(row.uid());
    Values.flags(out, row.flags());
    out.number(row.modSeq()).u64(row.internalDate()).u32(row.saveDate()).number(row.emailId());
    Values.extent(out, row.body());
    out.u64(row.summary());
  }

  /** The mirror of {@link #encode}. */
  public static MessageRow decode(Decoder in) throws FormatException {
    return new MessageRow(in.size(), Values.flags(in), in.number(), in.u64(), in.u32(), in.number(), Values.extent(in), in.u64());
  }
}
