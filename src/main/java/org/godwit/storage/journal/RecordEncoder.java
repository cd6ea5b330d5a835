package org.godwit.storage.journal;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.godwit.account.Content;
import org.godwit.account.JournalRecord;
import org.godwit.account.JournalRecord.BodyMove;
import org.godwit.account.MessageRow;
import org.godwit.storage.codec.ContentFrame;
import org.godwit.storage.codec.Encoder;
import org.godwit.storage.codec.Values;

/**
 * Encodes the records of one entry, each as type, length and payload, and collects the contents they bring along. The mirror of
 * {@link RecordDecoder}. One thread, one entry.
 */
final class RecordEncoder {

  /** A content that is already on disk. */
  static final int STORED = 0;
  /** A content in this entry; its place counts from the start of the entry's contents. */
  static final int IN_ENTRY = 1;

  private final Encoder records = new Encoder(256);
  private final List<ByteBuffer> contents = new ArrayList<>();
  private long contentBytes;

  /** The encoded records. */
  Encoder records() {
    return records;
  }

  /** The contents with their frames, in order. */
  List<ByteBuffer> contents() {
    return contents;
  }

  long contentBytes() {
    return contentBytes;
  }

  void add(JournalRecord record) {
    var payload = new Encoder(64);
    payload(payload, record);
    records.u8(RecordTypes.of(record)).number(payload.length());
    var bytes = payload.view();
    records.bytes(bytes.array(), 0, bytes.remaining());
  }

  private void payload(Encoder out, JournalRecord record) {
    switch (record) {
      case JournalRecord.MailboxCreated r -> {
        Values.mailbox(out, r.mailbox());
        Values.name(out, r.name());
        Values.uidValidity(out, r.uidValidity());
        Values.texts(out, r.specialUse());
        out.number(r.modSeq());
      }
      case JournalRecord.MailboxesRenamed r -> out.all(r.names(), (each, change) -> {
        Values.mailbox(each, change.mailbox());
        Values.name(each, change.name());
      }).number(r.modSeq());
      case JournalRecord.MailboxDeleted r -> {
        Values.mailbox(out, r.mailbox());
        out.number(r.modSeq());
      }
      case JournalRecord.SpecialUseChanged r -> {
        Values.mailbox(out, r.mailbox());
        Values.texts(out, r.specialUse());
        out.number(r.modSeq());
      }
      case JournalRecord.SubscriptionChanged r -> {
        Values.name(out, r.name());
        out.u8(r.subscribed() ? 1 : 0);
      }
      case JournalRecord.MessageAdded r -> messageAdded(out, r);
      case JournalRecord.MessagesCopied r -> {
        Values.mailbox(out, r.from());
        Values.uids(out, r.uids());
        Values.mailbox(out, r.to());
        out.number(r.firstUid()).number(r.modSeq()).u32(r.saveDate());
      }
      case JournalRecord.FlagsChanged r -> {
        Values.mailbox(out, r.mailbox());
        Values.uids(out, r.uids());
        out.u8(r.mode().ordinal());
        Values.flags(out, r.flags());
        out.number(r.modSeq());
      }
      case JournalRecord.MessagesExpunged r -> {
        Values.mailbox(out, r.mailbox());
        Values.uids(out, r.uids());
        out.number(r.modSeq());
      }
      case JournalRecord.RecentTaken r -> {
        Values.mailbox(out, r.mailbox());
        out.number(r.recentFrom());
      }
      case JournalRecord.BodiesMoved r -> {
        out.number(r.moves().size());
        for (BodyMove move : r.moves()) {
          Values.extent(out, move.from());
          body(out, 0, move.to());
        }
      }
      default -> baseline(out, record);
    }
  }

  private void messageAdded(Encoder out, JournalRecord.MessageAdded r) {
    Values.mailbox(out, r.mailbox());
    out.number(r.uid()).number(r.modSeq());
    Values.flags(out, r.flags());
    out.u64(r.internalDate()).u32(r.saveDate()).number(r.emailId());
    body(out, r.emailId(), r.body());
    summary(out, r.emailId(), r.summary());
  }

  private static void baseline(Encoder out, JournalRecord record) {
    switch (record) {
      case JournalRecord.BaselineBegun r -> out.number(r.nextMailboxId()).number(r.modSeq()).number(r.lastUidValidity())
          .number(r.nextEmailId()).number(r.nextBodyFile());
      case JournalRecord.BaselineMailbox r -> {
        Values.mailbox(out, r.mailbox());
        Values.name(out, r.name());
        Values.uidValidity(out, r.uidValidity());
        Values.texts(out, r.specialUse());
        out.number(r.uidNext()).number(r.highestModSeq()).number(r.recentFrom()).number(r.vanishedForgotten());
      }
      case JournalRecord.BaselineMessages r -> {
        Values.mailbox(out, r.mailbox());
        out.all(r.rows(), RecordEncoder::row);
      }
      case JournalRecord.BaselineVanished r -> {
        Values.mailbox(out, r.mailbox());
        out.all(r.vanished(), Values::vanished);
      }
      case JournalRecord.BaselineSubscriptions r -> out.all(r.names(), Values::name);
      case JournalRecord.BaselineEnded r -> { }
      default -> throw new IllegalStateException("not a baseline record: " + record.getClass());
    }
  }

  private static void row(Encoder out, MessageRow row) {
    out.number(row.uid());
    Values.flags(out, row.flags());
    out.number(row.modSeq()).u64(row.internalDate()).u32(row.saveDate()).number(row.emailId());
    Values.extent(out, row.body());
    out.u64(row.summary());
  }

  /** A body's extent is its octets, without the frame. */
  private void body(Encoder out, long id, Content content) {
    switch (content) {
      case Content.Stored stored -> Values.extent(out.u8(STORED), stored.extent());
      case Content.Inline inline -> {
        long frame = append(id, inline.bytes());
        out.u8(IN_ENTRY).number(frame + ContentFrame.BYTES).number(inline.length());
      }
      case Content.Incoming incoming -> throw notAdopted(incoming);
    }
  }

  /** A summary's extent begins with its frame, so that its position tells its length. */
  private void summary(Encoder out, long id, Content content) {
    switch (content) {
      case Content.Stored stored -> Values.extent(out.u8(STORED), stored.extent());
      case Content.Inline inline -> {
        long frame = append(id, inline.bytes());
        out.u8(IN_ENTRY).number(frame).number(ContentFrame.BYTES + inline.length());
      }
      case Content.Incoming incoming -> throw notAdopted(incoming);
    }
  }

  private static IllegalStateException notAdopted(Content.Incoming incoming) {
    return new IllegalStateException(incoming.name() + " has no body file yet");
  }

  /** Takes the content along; where its frame begins. */
  private long append(long id, byte[] content) {
    long at = contentBytes;
    contents.add(ContentFrame.of(id, content).encode());
    contents.add(ByteBuffer.wrap(content));
    contentBytes += ContentFrame.BYTES + content.length;
    return at;
  }
}
