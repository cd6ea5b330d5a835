/**
 * FETCH (RFC 9051, 6.4.5 and the extensions): the command is compiled into a {@link org.godwit.imap.handler.fetch.FetchPlan}, then
 * a {@link org.godwit.imap.handler.fetch.FetchRun} goes through the messages in small turns: metadata from the snapshot, summaries
 * in batches, bodies by extent, small ones at once and large ones slice by slice.
 *
 * <p>Must not know: files, the cluster, sockets.
 */
package org.godwit.imap.handler.fetch;
