package org.godwit.mailbox.codec;

import java.util.Optional;
import org.godwit.account.JournalRecord.FlagsMode;
import org.godwit.mail.InternalDate;
import org.godwit.mailbox.api.MailboxRequest;
import org.godwit.mailbox.api.NewMessage;
import org.godwit.storage.codec.Decoder;
import org.godwit.storage.codec.Encoder;
import org.godwit.storage.codec.FormatException;
import org.godwit.storage.codec.Values;

/** Requests in binary: one octet for the kind, then the record's components in their order. */
public final class RequestCodec {

  private static final FlagsMode[] MODES = FlagsMode.values();

  private RequestCodec() {}

  /** Encodes a request. */
  public static void encode(Encoder out, MailboxRequest<?> request) {
    out.u8(kind(request)).text(request.account());
    switch (request) {
      case MailboxRequest.Catalogue r -> { }
      case MailboxRequest.Select r -> {
        Values.name(out, r.mailbox());
        flag(out, r.takeRecent());
      }
      case MailboxRequest.Sync r -> {
        Values.mailbox(out, r.mailbox());
        flag(out, r.takeRecent());
      }
      case MailboxRequest.Create r -> {
        Values.name(out, r.mailbox());
        Values.texts(out, r.specialUse());
      }
      case MailboxRequest.Delete r -> Values.name(out, r.mailbox());
      case MailboxRequest.Rename r -> {
        Values.name(out, r.from());
        Values.name(out, r.to());
      }
      case MailboxRequest.Subscribe r -> {
        Values.name(out, r.mailbox());
        flag(out, r.subscribed());
      }
      case MailboxRequest.Append r -> {
        Values.name(out, r.mailbox());
        out.all(r.messages(), RequestCodec::message);
        out.all(r.replaces().stream().toList(), RequestCodec::messageOf);
      }
      case MailboxRequest.Copy r -> {
        Values.mailbox(out, r.from());
        Values.uids(out, r.uids());
        Values.name(out, r.to());
        flag(out, r.move());
      }
      case MailboxRequest.Store r -> {
        Values.mailbox(out, r.mailbox());
        Values.uids(out, r.uids());
        out.u8(r.mode().ordinal());
        Values.flags(out, r.flags());
        out.number(r.condition().since());
        Values.uids(out, r.condition().excepted());
        out.number(r.condition().exceptedUpTo());
      }
      case MailboxRequest.Expunge r -> {
        Values.mailbox(out, r.mailbox());
        Values.uids(out, r.uids());
      }
      case MailboxRequest.Remove r -> {
        Values.mailbox(out, r.mailbox());
        Values.uids(out, r.uids());
      }
    }
  }

  private static int kind(MailboxRequest<?> request) {
    return switch (request) {
      case MailboxRequest.Catalogue r -> 1;
      case MailboxRequest.Select r -> 2;
      case MailboxRequest.Sync r -> 3;
      case MailboxRequest.Create r -> 4;
      case MailboxRequest.Delete r -> 5;
      case MailboxRequest.Rename r -> 6;
      case MailboxRequest.Subscribe r -> 7;
      case MailboxRequest.Append r -> 8;
      case MailboxRequest.Copy r -> 9;
      case MailboxRequest.Store r -> 10;
      case MailboxRequest.Expunge r -> 11;
      case MailboxRequest.Remove r -> 12;
    };
  }

  /** The mirror of {@link #encode}. */
  public static MailboxRequest<?> decode(Decoder in) throws FormatException {
    int kind = in.u8();
    String account = in.text();
    return switch (kind) {
      case 1 -> new MailboxRequest.Catalogue(account);
      case 2 -> new MailboxRequest.Select(account, Values.name(in), flag(in));
      case 3 -> new MailboxRequest.Sync(account, Values.mailbox(in), flag(in));
      case 4 -> new MailboxRequest.Create(account, Values.name(in), Values.texts(in));
      case 5 -> new MailboxRequest.Delete(account, Values.name(in));
      case 6 -> new MailboxRequest.Rename(account, Values.name(in), Values.name(in));
      case 7 -> new MailboxRequest.Subscribe(account, Values.name(in), flag(in));
      case 8 -> new MailboxRequest.Append(account, Values.name(in), in.all(RequestCodec::message),
          in.all(RequestCodec::messageOf).stream().findFirst());
      case 9 -> new MailboxRequest.Copy(account, Values.mailbox(in), Values.uids(in), Values.name(in), flag(in));
      case 10 -> new MailboxRequest.Store(account, Values.mailbox(in), Values.uids(in), mode(in), Values.flags(in),
          new MailboxRequest.Unchanged(in.number(), Values.uids(in), in.number()));
      case 11 -> new MailboxRequest.Expunge(account, Values.mailbox(in), Values.uids(in));
      case 12 -> new MailboxRequest.Remove(account, Values.mailbox(in), Values.uids(in));
      default -> throw new FormatException("request of kind " + kind);
    };
  }

  private static void message(Encoder out, NewMessage message) {
    switch (message.body()) {
      case NewMessage.Small small -> octets(out.u8(0), small.octets());
      case NewMessage.Received received -> octets(out.u8(1).text(received.name()).number(received.fileOctets()), received.head());
    }
    octets(out, message.summary());
    Values.flags(out, message.flags());
    out.all(message.internalDate().stream().toList(), (o, date) -> o.u64(date.packed())).number(message.uid());
  }

  private static NewMessage message(Decoder in) throws FormatException {
    var body = in.u8() == 0 ? new NewMessage.Small(octets(in)) : new NewMessage.Received(in.text(), in.number(), head(in));
    byte[] summary = octets(in);
    var flags = Values.flags(in);
    Optional<InternalDate> date = in.all(Decoder::u64).stream().findFirst().map(InternalDate::unpack);
    return new NewMessage(body, summary, flags, date, in.size());
  }

  private static byte[] head(Decoder in) throws FormatException {
    byte[] head = octets(in);
    if (head.length > NewMessage.Received.HEAD_BYTES_MAX) {
      throw new FormatException("a head of " + head.length + " octets");
    }
    return head;
  }

  private static void messageOf(Encoder out, MailboxRequest.MessageOf message) {
    Values.mailbox(out, message.mailbox());
    out.number(message.uid());
  }

  private static MailboxRequest.MessageOf messageOf(Decoder in) throws FormatException {
    return new MailboxRequest.MessageOf(Values.mailbox(in), in.size());
  }

  private static FlagsMode mode(Decoder in) throws FormatException {
    int mode = in.u8();
    if (mode >= MODES.length) {
      throw new FormatException("flags mode " + mode);
    }
    return MODES[mode];
  }

  private static void octets(Encoder out, byte[] octets) {
    out.number(octets.length).bytes(octets, 0, octets.length);
  }

  private static byte[] octets(Decoder in) throws FormatException {
    return in.bytes(in.size());
  }

  private static void flag(Encoder out, boolean flag) {
    out.u8(flag ? 1 : 0);
  }

  private static boolean flag(Decoder in) throws FormatException {
    return in.u8() != 0;
  }
}
