/**
 * The one port to the file system: {@link org.godwit.storage.io.Disk}, its real implementation, and the kinds of failure it
 * tells apart. Everything here blocks, except {@link org.godwit.storage.io.ReadFile#readNow}.
 *
 * <p>Must not know: what is in the files, accounts, Vert.x, Mutiny, protocols. The fault-injecting implementation lives with
 * the tests.
 */
package org.godwit.storage.io;
