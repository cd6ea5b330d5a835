/**
 * One handler per command: from the typed command to its tagged response.
 *
 * <p>Must not know: files, the cluster, sockets.
 */
package org.godwit.imap.handler;
