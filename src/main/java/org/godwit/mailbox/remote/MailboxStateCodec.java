package org.godwit.mailbox.remote;

import org.godwit.account.MailboxBuilder;
import org.godwit.account.MailboxState;
import org.godwit.mail.MailboxId;
import org.godwit.storage.codec.Decoder;
import org.godwit.storage.codec.Encoder;
import org.godwit.storage.codec.FormatException;
import org.godwit.storage.codec.Values;

/** A mailbox's messages in binary, row by row; what was expunged comes too. */
final class MailboxStateCodec {

  private MailboxStateCodec() {}

  static void encode(Encoder out, MailboxState messages) {
    out.number(messages.uidNext()).number(messages.highestModSeq()).number(messages.counts().recentFrom())
        .number(messages.vanished().forgotten());
    out.all(messages.vanished().entries(), Values::vanished).number(messages.size());
    for (int i = 0; i < messages.size(); i++) {
      out.number(messages.uid(i));
      Values.flags(out, messages.flags(i));
      out.number(messages.modSeq(i)).u64(messages.internalDate(i)).u32((int) messages.saveDate(i))
          .number(messages.emailId(i));
      Values.extent(out, messages.body(i));
      out.u64(messages.summary(i));
    }
  }

  static MailboxState decode(Decoder in, MailboxId id) throws FormatException {
    var builder = new MailboxBuilder(id, in.size(), in.number(), in.size(), in.number());
    for (var vanished : in.all(Values::vanished)) {
      builder.addVanished(vanished.uids(), vanished.modSeq());
    }
    int count = in.size();
    try {
      for (int i = 0; i < count; i++) {
        builder.add(in.size(), Values.flags(in), in.number(), in.u64(), in.u32(), in.number(), Values.extent(in),
            in.u64());
      }
      return builder.build();
    } catch (IllegalStateException e) {
      throw new FormatException(e.getMessage(), e);
    }
  }
}
