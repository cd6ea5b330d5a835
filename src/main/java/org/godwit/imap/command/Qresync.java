package org.godwit.imap.command;

import java.util.Optional;
import org.godwit.mail.SequenceSet;
import org.godwit.mail.UidValidity;

/**
 * What a client knows of a mailbox it selects again (RFC 7162, 3.2.5).
 *
 * @param modSeq 1 to 2^63-1
 * @param knownUids without {@code *}; absent means all UIDs
 * @param match absent if the client sent no sequence match data
 */
public record Qresync(UidValidity uidValidity, long modSeq, Optional<SequenceSet> knownUids, Optional<SequenceMatch> match) {

  /**
   * Sequence numbers with the UIDs they had (RFC 7162, 3.2.5.2): both ascending, of equal size, without {@code *}.
   */
  public record SequenceMatch(SequenceSet sequenceNumbers, SequenceSet uids) {}
}
