package org.godwit.storage.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.godwit.account.Content;
import org.godwit.account.Extent;
import org.godwit.account.JournalRecord;
import org.godwit.account.JournalRecord.BodyMove;
import org.godwit.account.JournalRecord.FlagsMode;
import org.godwit.account.JournalRecord.NewName;
import org.godwit.account.MessageRow;
import org.godwit.storage.codec.Decoder;
import org.godwit.storage.codec.FormatException;
import org.godwit.storage.codec.NewerFormatException;
import org.godwit.storage.codec.Values;

/** Decodes the records of one entry; contents in the entry become extents. The mirror of {@link RecordEncoder}. */
final class RecordDecoder {

  private static final FlagsMode[] MODES = FlagsMode.values();

  private final int segment;
  private final long contentStart;

  /**
   * @param segment number of the segment that holds the entry
   * @param contentStart where the entry's contents begin in it
   */
  RecordDecoder(int segment, long contentStart) {
    this.segment = segment;
    this.contentStart = contentStart;
  }

  /**
   * Decodes octets that are as they were written.
   *
   * @throws NewerFormatException if there is a record of a type that only a later version of Godwit knows
   */
  List<JournalRecord> decode(ByteBuffer bytes) throws IOException {
    var in = new Decoder(bytes);
    var records = new ArrayList<JournalRecord>();
    while (in.remaining() > 0) {
      int type = in.u8();
      var payload = in.part(in.size());
      records.add(record(type, payload));
      payload.end();
    }
    return records;
  }

  private JournalRecord record(int type, Decoder in) throws IOException {
    return switch (type) {
      case RecordTypes.MAILBOX_CREATED -> new JournalRecord.MailboxCreated(Values.mailbox(in), Values.name(in),
          Values.uidValidity(in), Values.texts(in), in.number());
      case RecordTypes.MAILBOXES_RENAMED -> new JournalRecord.MailboxesRenamed(
          in.all(each -> new NewName(Values.mailbox(each), Values.name(each))), in.number());
      case RecordTypes.MAILBOX_DELETED -> new JournalRecord.MailboxDeleted(Values.mailbox(in), in.number());
      case RecordTypes.SPECIAL_USE_CHANGED ->
          new JournalRecord.SpecialUseChanged(Values.mailbox(in), Values.texts(in), in.number());
      case RecordTypes.SUBSCRIPTION_CHANGED -> new JournalRecord.SubscriptionChanged(Values.name(in), in.u8() != 0);
      case RecordTypes.MESSAGE_ADDED -> new JournalRecord.MessageAdded(Values.mailbox(in), in.size(), in.number(),
          Values.flags(in), in.u64(), in.u32(), in.number(), content(in), content(in));
      case RecordTypes.MESSAGES_COPIED -> new JournalRecord.MessagesCopied(Values.mailbox(in), Values.uids(in),
          Values.mailbox(in), in.size(), in.number(), in.u32());
      case RecordTypes.FLAGS_CHANGED -> new JournalRecord.FlagsChanged(Values.mailbox(in), Values.uids(in), mode(in),
          Values.flags(in), in.number());
      case RecordTypes.MESSAGES_EXPUNGED ->
          new JournalRecord.MessagesExpunged(Values.mailbox(in), Values.uids(in), in.number());
      case RecordTypes.RECENT_TAKEN -> new JournalRecord.RecentTaken(Values.mailbox(in), in.size());
      case RecordTypes.BODIES_MOVED ->
          new JournalRecord.BodiesMoved(in.all(each -> new BodyMove(Values.extent(each), content(each))));
      default -> baseline(type, in);
    };
  }

  private JournalRecord baseline(int type, Decoder in) throws IOException {
    return switch (type) {
      case RecordTypes.BASELINE_BEGUN ->
          new JournalRecord.BaselineBegun(in.number(), in.number(), in.number(), in.number(), in.size());
      case RecordTypes.BASELINE_MAILBOX -> new JournalRecord.BaselineMailbox(Values.mailbox(in), Values.name(in),
          Values.uidValidity(in), Values.texts(in), in.size(), in.number(), in.size(), in.number());
      case RecordTypes.BASELINE_MESSAGES ->
          new JournalRecord.BaselineMessages(Values.mailbox(in), in.all(RecordDecoder::row));
      case RecordTypes.BASELINE_VANISHED ->
          new JournalRecord.BaselineVanished(Values.mailbox(in), in.all(Values::vanished));
      case RecordTypes.BASELINE_SUBSCRIPTIONS -> new JournalRecord.BaselineSubscriptions(in.all(Values::name));
      case RecordTypes.BASELINE_ENDED -> new JournalRecord.BaselineEnded();
      default -> throw NewerFormatException.ofRecord("journal/" + SegmentName.fileName(segment), type);
    };
  }

  private static MessageRow row(Decoder in) throws FormatException {
    return new MessageRow(in.size(), Values.flags(in), in.number(), in.u64(), in.u32(), in.number(), Values.extent(in),
        in.u64());
  }

  private static FlagsMode mode(Decoder in) throws FormatException {
    int mode = in.u8();
    if (mode >= MODES.length) {
      throw new FormatException("flags mode " + mode);
    }
    return MODES[mode];
  }

  private Content content(Decoder in) throws FormatException {
    int kind = in.u8();
    return switch (kind) {
      case RecordEncoder.STORED -> new Content.Stored(Values.extent(in));
      case RecordEncoder.IN_ENTRY -> new Content.Stored(extent(in.number(), in.number()));
      default -> throw new FormatException("content of kind " + kind);
    };
  }

  private Extent extent(long offset, long length) throws FormatException {
    try {
      return new Extent(segment, contentStart + offset, length);
    } catch (IllegalArgumentException e) {
      throw new FormatException(e.getMessage(), e);
    }
  }
}
