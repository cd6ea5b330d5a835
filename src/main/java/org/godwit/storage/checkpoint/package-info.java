/**
 * Checkpoints: what bounds the replay. A catalogue of the account, for each mailbox an index of its messages, and their
 * summaries beside each other in UID order. Every file is written once, synced, and never changed; all of it can be rebuilt
 * from the journal.
 *
 * <p>Must not know: when to checkpoint, Vert.x, Mutiny, protocols.
 */
package org.godwit.storage.checkpoint;
