package org.godwit.account;

import java.util.ArrayList;
import java.util.Arrays;
import org.godwit.mail.Flags;
import org.godwit.mail.Uid;

/** Adds messages behind those of a state. One thread, the owner's; {@link #done} ends it. */
final class MailboxAppender {
  private final MailboxState base;
  private final ArrayList<Chunk> chunks;
  private MailboxCounts counts;
  private Chunk tail;

  MailboxAppender(MailboxState base, Chunk[] before) {
    this.base = base;
    this.counts = base.counts();
    this.chunks = new ArrayList<>(before.length + 1);
    chunks.addAll(Arrays.asList(before));
    this.tail = chunks.isEmpty() ? Chunk.withCapacity(8) : chunks.removeLast();
  }

  MailboxAppender add(int uid, Flags flags, long modSeq, long internalDate, int saveDate, long emailId, Extent body,
      long summary) {
    if (uid < counts.uidNext() || uid > Uid.MAX) {
      throw new IllegalStateException("uid " + uid + " added to " + base.id() + " with UIDNEXT " + counts.uidNext());
    }
    if (tail.isFull()) {
      chunks.add(tail);
      tail = Chunk.withCapacity(64);
    }
    int packed = base.pack(flags);
    tail = tail.plus(uid, packed, modSeq, internalDate, saveDate, body.length(), body.position(), summary, emailId);
    counts = counts.plusMessage(uid, packed, body.length(), modSeq);
    return this;
  }

  MailboxState done() {
    if (tail.count > 0) {
      chunks.add(tail);
    }
    return base.withChunks(chunks.toArray(Chunk[]::new), base.vanished(), counts);
  }
}
