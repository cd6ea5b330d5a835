package org.godwit.mailbox.codec;

import java.util.Map;
import org.godwit.account.AccountCounters;
import org.godwit.account.AccountState;
import org.godwit.account.MailboxEntry;
import org.godwit.account.Relocations;
import org.godwit.mailbox.api.MailboxReply;
import org.godwit.storage.codec.Decoder;
import org.godwit.storage.codec.Encoder;
import org.godwit.storage.codec.FormatException;
import org.godwit.storage.codec.Values;

/** Replies in binary: one octet for the kind, then the record's components. A catalogue comes without messages. */
public final class ReplyCodec {

  private final MessagesCodec messages;

  /** @param messages how messages travel */
  public ReplyCodec(MessagesCodec messages) {
    this.messages = messages;
  }

  /** Encodes a reply. */
  public void encode(Encoder out, MailboxReply reply) {
    switch (reply) {
      case MailboxReply.Catalogue r -> {
        out.u8(1).all(r.state().mailboxesById(), ReplyCodec::entry);
        out.all(r.state().subscriptions(), Values::name);
      }
      case MailboxReply.Selected r -> {
        entry(out.u8(2), r.mailbox());
        messages.encode(out, r.messages());
        out.number(r.recentFrom());
      }
      case MailboxReply.Created r -> entry(out.u8(3), r.mailbox());
      case MailboxReply.Done r -> out.u8(4);
      case MailboxReply.Appended r -> {
        Values.uidValidity(out.u8(5), r.uidValidity());
        Values.uids(out, r.uids());
      }
      case MailboxReply.Copied r -> {
        Values.uidValidity(out.u8(6), r.uidValidity());
        Values.uids(out, r.from());
        Values.uids(out, r.to());
      }
      case MailboxReply.Stored r -> {
        Values.uids(out.u8(7), r.changed());
        Values.uids(out, r.modified());
        out.number(r.modSeq());
        Values.mailbox(out, r.messages().id());
        messages.encode(out, r.messages());
      }
      case MailboxReply.Expunged r -> {
        Values.uids(out.u8(8), r.uids());
        out.number(r.modSeq());
      }
    }
  }

  /** The mirror of {@link #encode}. */
  public MailboxReply decode(Decoder in) throws FormatException {
    int kind = in.u8();
    return switch (kind) {
      case 1 -> new MailboxReply.Catalogue(AccountState.restore(in.all(ReplyCodec::entry), in.all(Values::name),
          AccountCounters.START, Map.of(), Relocations.NONE));
      case 2 -> selected(in);
      case 3 -> new MailboxReply.Created(entry(in));
      case 4 -> new MailboxReply.Done();
      case 5 -> new MailboxReply.Appended(Values.uidValidity(in), Values.uids(in));
      case 6 -> new MailboxReply.Copied(Values.uidValidity(in), Values.uids(in), Values.uids(in));
      case 7 -> new MailboxReply.Stored(Values.uids(in), Values.uids(in), in.number(),
          messages.decode(in, Values.mailbox(in)));
      case 8 -> new MailboxReply.Expunged(Values.uids(in), in.number());
      default -> throw new FormatException("reply of kind " + kind);
    };
  }

  private MailboxReply selected(Decoder in) throws FormatException {
    var entry = entry(in);
    var state = messages.decode(in, entry.id());
    return new MailboxReply.Selected(new MailboxEntry(entry.id(), entry.name(), entry.uidValidity(),
        entry.specialUse(), state.counts(), state), in.size());
  }

  private static void entry(Encoder out, MailboxEntry entry) {
    Values.mailbox(out, entry.id());
    Values.name(out, entry.name());
    Values.uidValidity(out, entry.uidValidity());
    Values.texts(out, entry.specialUse());
    CountsCodec.encode(out, entry.counts());
  }

  private static MailboxEntry entry(Decoder in) throws FormatException {
    return new MailboxEntry(Values.mailbox(in), Values.name(in), Values.uidValidity(in), Values.texts(in),
        CountsCodec.decode(in), null);
  }
}
