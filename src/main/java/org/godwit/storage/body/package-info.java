/**
 * Reading what extents and summary positions point to, from any thread, and receiving large bodies into files of their own.
 *
 * <p>Must not know: the journal's records, Vert.x, Mutiny, protocols.
 */
package org.godwit.storage.body;
