/**
 * The journal, its checkpoints, recovery and compaction. Blocking code; one account's writes come from one thread at a time.
 *
 * <p>Must not know: IMAP, the event bus, who should own an account.
 */
package org.godwit.storage;
