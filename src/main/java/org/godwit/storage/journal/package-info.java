/**
 * An account's journal: segments of entries, the rules that keep two owners apart, staging and group commit, and finding the
 * valid journal again after a crash or a takeover.
 *
 * <p>{@link org.godwit.storage.journal.SegmentHeader} and {@link org.godwit.storage.journal.EntryHeader} document the format.
 *
 * <p>Must not know: checkpoints, Vert.x, Mutiny, protocols.
 */
package org.godwit.storage.journal;
