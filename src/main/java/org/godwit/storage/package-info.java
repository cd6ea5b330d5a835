/**
 * One account on disk: {@link org.godwit.storage.DiskAccountStore} puts together the journal, its checkpoints, recovery, compaction
 * and bodies, each in a package of its own or a class here; {@link org.godwit.storage.StoreCheck} verifies a store and {@link
 * org.godwit.storage.JournalDump} prints one. {@link org.godwit.storage.AccountFiles} says which files there are. Blocking code;
 * one account's writes come from one thread at a time.
 *
 * <p>Must not know: IMAP, the event bus, who should own an account.
 */
package org.godwit.storage;
