package org.godwit.mailbox.codec;

import org.godwit.account.MailboxState;
import org.godwit.mail.MailboxId;
import org.godwit.storage.codec.Decoder;
import org.godwit.storage.codec.Encoder;
import org.godwit.storage.codec.FormatException;

/** How a mailbox's messages travel within a reply: all of them, or some other way beside it. */
public interface MessagesCodec {

  /** Writes what stands for the messages. */
  void encode(Encoder out, MailboxState messages);

  /** The mirror of {@link #encode}. */
  MailboxState decode(Decoder in, MailboxId mailbox) throws FormatException;
}
