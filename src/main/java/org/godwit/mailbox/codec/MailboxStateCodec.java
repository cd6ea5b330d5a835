package org.godwit.mailbox.codec;

import org.godwit.account.MailboxBuilder;
import org.godwit.account.MailboxState;
import org.godwit.mail.MailboxId;
import org.godwit.storage.codec.Decoder;
import org.godwit.storage.codec.Encoder;
import org.godwit.storage.codec.FormatException;
import org.godwit.storage.codec.Values;

/** A mailbox's messages in binary, row by row; what was expunged comes too. */
public final class MailboxStateCodec implements MessagesCodec {

  @Override
  public void encode(Encoder out, MailboxState messages) {
    out.number(messages.uidNext()).number(messages.highestModSeq()).number(messages.counts().recentFrom())
        .number(messages.vanished().forgotten());
    out.all(messages.vanished().entries(), Values::vanished).number(messages.size());
    for (int i = 0; i < messages.size(); i++) {
      RowCodec.encode(out, messages.row(i));
    }
  }

  @Override
  public MailboxState decode(Decoder in, MailboxId id) throws FormatException {
    var builder = new MailboxBuilder(id, in.size(), in.number(), in.size(), in.number());
    for (var vanished : in.all(Values::vanished)) {
      builder.addVanished(vanished.uids(), vanished.modSeq());
    }
    int count = in.size();
    try {
      for (int i = 0; i < count; i++) {
        builder.add(RowCodec.decode(in));
      }
      return builder.build();
    } catch (IllegalStateException e) {
      throw new FormatException(e.getMessage(), e);
    }
  }
}
