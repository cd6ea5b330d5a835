package org.godwit.mailbox.routing;

import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import org.godwit.account.MailboxDiff;
import org.godwit.account.MailboxState;
import org.godwit.mail.MailboxId;
import org.godwit.mailbox.api.MailboxFailure;
import org.godwit.mailbox.api.MailboxReply;
import org.godwit.mailbox.codec.CountsCodec;
import org.godwit.mailbox.codec.MessagesCodec;
import org.godwit.mailbox.codec.ReplyCodec;
import org.godwit.mailbox.codec.RowCodec;
import org.godwit.storage.codec.Decoder;
import org.godwit.storage.codec.Encoder;
import org.godwit.storage.codec.Values;

/**
 * A reply on its way to another node, in pieces of bounded size that are made when they are asked for, so that a large mailbox is never in memory as
 * octets and a slow reader holds up nobody. First the head: the reply, and how the messages that it brings differ from those that the other node has. Then
 * the messages that are new or have changed, so many a piece. Event loop of the asker's requests only.
 */
final class ReplyPieces {

  /** Answer to a question: a piece, its kind first. */
  static final int PIECE = 0;
  /** Answer to a question: a failure. */
  static final int FAILED = 1;
  /** Answer to a question: done, or yes. */
  static final int YES = 2;
  /** Answer to a question: no. */
  static final int NO = 3;

  /** Kind of a piece: octets of the head, more follow. */
  static final int HEAD = 0;
  /** Kind of a piece: the last octets of the head. */
  static final int HEAD_END = 1;
  /** Kind of a piece: messages. */
  static final int ROWS = 2;

  /** Octets of a piece, about. */
  static final int PIECE_BYTES = 128 * 1024;

  /** Messages stand beside the reply, not in it. */
  static final ReplyCodec REPLIES = new ReplyCodec(new MessagesCodec() {
    @Override
    public void encode(Encoder out, MailboxState messages) {}

    @Override
    public MailboxState decode(Decoder in, MailboxId mailbox) {
      throw new IllegalStateException("the messages stand beside the reply");
    }
  });

  private final byte[] head;
  private final MailboxDiff diff;
  private int sentHead;
  private int sentRows;

  private ReplyPieces(byte[] head, MailboxDiff diff) {
    this.head = head;
    this.diff = diff;
  }

  /** A reply without messages. */
  static ReplyPieces of(MailboxReply reply) {
    var out = new Encoder(256).u8(0);
    REPLIES.encode(out, reply);
    return new ReplyPieces(out.toArray(), null);
  }

  /**
   * A reply with the messages of a mailbox.
   *
   * @param sent under which number the other node will know them
   * @param base whether the other node has the messages that the difference begins with
   */
  static ReplyPieces of(MailboxReply reply, MailboxDiff diff, MailboxId mailbox, long sent, boolean base) {
    var out = new Encoder(1024).u8(base ? 1 : 2).number(sent);
    Values.mailbox(out, mailbox);
    Values.uids(out, diff.removed());
    out.u8(diff.isVanishedAnew() ? 1 : 0).all(diff.vanished(), Values::vanished).number(diff.forgotten());
    CountsCodec.encode(out, diff.counts());
    REPLIES.encode(out, reply);
    return new ReplyPieces(out.toArray(), diff);
  }

  /** The messages that a reply brings, if it brings any. */
  static Optional<MailboxState> messages(MailboxReply reply) {
    return switch (reply) {
      case MailboxReply.Selected selected -> Optional.of(selected.messages());
      case MailboxReply.Stored stored -> Optional.of(stored.messages());
      default -> Optional.empty();
    };
  }

  /** Whether the next piece is the last one. */
  private boolean endsAfter(int headOctets, int rows) {
    return headOctets == head.length && (diff == null || rows == diff.rowCount());
  }

  /**
   * The next piece.
   *
   * @param number by which the rest can be had
   */
  Buffer next(long number) {
    var out = new Encoder(PIECE_BYTES + 1024).u8(NodeMessageCodec.VERSION).u8(PIECE);
    if (sentHead < head.length) {
      int size = Math.min(PIECE_BYTES, head.length - sentHead);
      boolean end = sentHead + size == head.length;
      boolean last = endsAfter(sentHead + size, 0);
      out.number(last ? 0 : number).u8(end ? HEAD_END : HEAD).bytes(head, sentHead, size);
      sentHead += size;
    } else {
      rows(out, number);
    }
    return Buffer.buffer(out.toArray());
  }

  private void rows(Encoder out, long number) {
    var rows = new Encoder(PIECE_BYTES + 1024);
    int count = 0;
    while (sentRows < diff.rowCount() && rows.length() < PIECE_BYTES) {
      RowCodec.encode(rows, diff.row(sentRows++));
      count++;
    }
    out.number(sentRows == diff.rowCount() ? 0 : number).u8(ROWS).number(count).bytes(rows.toArray(), 0, rows.length());
  }

  /** Whether nothing is left. */
  boolean isDone() {
    return endsAfter(sentHead, sentRows);
  }

  /** A failure as an answer. */
  static Buffer failure(MailboxFailure failure) {
    return Buffer.buffer(
        new Encoder(64).u8(NodeMessageCodec.VERSION).u8(FAILED).text(failure.kind().name()).text(failure.getMessage()).toArray());
  }

  /** Yes or no. */
  static Buffer answer(boolean yes) {
    return Buffer.buffer(new Encoder(16).u8(NodeMessageCodec.VERSION).u8(yes ? YES : NO).toArray());
  }
}
