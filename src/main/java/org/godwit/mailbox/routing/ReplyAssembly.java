package org.godwit.mailbox.routing;

import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.util.List;
import org.godwit.account.JournalRecord.Vanished;
import org.godwit.account.MailboxCounts;
import org.godwit.account.MailboxPatch;
import org.godwit.account.MailboxState;
import org.godwit.mail.MailboxId;
import org.godwit.mailbox.api.MailboxFailure;
import org.godwit.mailbox.api.MailboxFailure.Kind;
import org.godwit.mailbox.api.MailboxReply;
import org.godwit.mailbox.codec.CountsCodec;
import org.godwit.mailbox.codec.MessagesCodec;
import org.godwit.mailbox.codec.ReplyCodec;
import org.godwit.mailbox.codec.RowCodec;
import org.godwit.storage.codec.Decoder;
import org.godwit.storage.codec.Encoder;
import org.godwit.storage.codec.FormatException;
import org.godwit.storage.codec.Values;

/** Puts a reply together from its {@link ReplyPieces}. One thread at a time. */
final class ReplyAssembly {

  /** Octets that a head may have: the catalogue of an account with very many mailboxes is the largest. */
  private static final int HEAD_BYTES_MAX = 256 << 20;

  private static final int WITHOUT_MESSAGES = 0;
  private static final int WITH_BASE = 1;
  private static final int FROM_NOTHING = 2;

  /** The messages that came, and under which number the owner knows that this node has them. */
  record Known(long number, MailboxState messages) {}

  private final Known base;
  private final Buffer head = Buffer.buffer();
  private Decoder reply;
  private MailboxPatch patch;
  private long number;
  private boolean anew;
  private List<Vanished> vanished;
  private long forgotten;
  private MailboxCounts counts;
  private Known known;

  /** @param base what this node has, and named when it asked; or null */
  ReplyAssembly(Known base) {
    this.base = base;
  }

  /**
   * Takes a piece.
   *
   * @return by which number the next one can be had; 0 if this was the last
   * @throws MailboxFailure if the answer is one
   * @throws OtherVersion if it is an answer of another version
   * @throws FormatException if it is no answer of this version
   * @throws IllegalArgumentException if the messages do not fit those that this node has
   */
  long take(Buffer piece) throws FormatException, OtherVersion {
    var in = new Decoder(ByteBuffer.wrap(piece.getBytes()));
    NodeMessageCodec.requireVersion(in);
    int status = in.u8();
    if (status == ReplyPieces.FAILED) {
      throw failure(in);
    } else if (status != ReplyPieces.PIECE) {
      throw new FormatException("answer of kind " + status);
    }
    long next = in.number();
    int kind = in.u8();
    switch (kind) {
      case ReplyPieces.HEAD -> addHead(in);
      case ReplyPieces.HEAD_END -> {
        addHead(in);
        begin(new Decoder(ByteBuffer.wrap(head.getBytes())));
      }
      case ReplyPieces.ROWS -> rows(in);
      default -> throw new FormatException("piece of kind " + kind);
    }
    return next;
  }

  /** Yes or no. */
  static boolean answer(Buffer octets) throws FormatException, OtherVersion {
    var in = new Decoder(ByteBuffer.wrap(octets.getBytes()));
    NodeMessageCodec.requireVersion(in);
    int status = in.u8();
    return switch (status) {
      case ReplyPieces.YES -> true;
      case ReplyPieces.NO -> false;
      case ReplyPieces.FAILED -> throw failure(in);
      default -> throw new FormatException("answer of kind " + status);
    };
  }

  private static MailboxFailure failure(Decoder in) throws FormatException {
    String kind = in.text();
    try {
      return new MailboxFailure(Kind.valueOf(kind), in.text());
    } catch (IllegalArgumentException unknown) {
      throw new FormatException("failure of kind " + kind, unknown);
    }
  }

  private void addHead(Decoder in) throws FormatException {
    head.appendBytes(in.bytes(in.remaining()));
    if (head.length() > HEAD_BYTES_MAX) {
      throw new FormatException("head of more than " + HEAD_BYTES_MAX + " octets");
    }
  }

  private void begin(Decoder in) throws FormatException {
    int messages = in.u8();
    if (messages == WITH_BASE || messages == FROM_NOTHING) {
      number = in.number();
      var mailbox = Values.mailbox(in);
      var removed = Values.uids(in);
      patch = messages == FROM_NOTHING ? MailboxPatch.ofNothing(mailbox) : new MailboxPatch(base(mailbox), removed);
      anew = in.u8() != 0;
      vanished = in.all(Values::vanished);
      forgotten = in.number();
      counts = CountsCodec.decode(in);
    } else if (messages != WITHOUT_MESSAGES) {
      throw new FormatException("messages of kind " + messages);
    }
    reply = in;
  }

  private MailboxState base(MailboxId mailbox) throws FormatException {
    if (base == null || !base.messages.id().equals(mailbox)) {
      throw new FormatException("what " + mailbox + " was is not known here");
    }
    return base.messages;
  }

  private void rows(Decoder in) throws FormatException {
    int count = in.size();
    for (int i = 0; i < count; i++) {
      patch.row(RowCodec.decode(in));
    }
    in.end();
  }

  /** The reply, after the last piece. */
  MailboxReply done() throws FormatException {
    if (reply == null) {
      throw new FormatException("the reply ends in its head");
    }
    if (patch != null) {
      boolean same = base != null && base.number == number;
      known = new Known(number, same ? base.messages : patch.done(anew, vanished, forgotten, counts));
    }
    return new ReplyCodec(new Beside()).decode(reply);
  }

  /** The messages that came with it; null if there are none. */
  Known known() {
    return known;
  }

  private final class Beside implements MessagesCodec {
    @Override
    public void encode(Encoder out, MailboxState messages) {
      throw new IllegalStateException("only takes");
    }

    @Override
    public MailboxState decode(Decoder in, MailboxId mailbox) throws FormatException {
      if (known == null || !known.messages.id().equals(mailbox)) {
        throw new FormatException("the messages of " + mailbox + " did not come");
      }
      return known.messages;
    }
  }
}
