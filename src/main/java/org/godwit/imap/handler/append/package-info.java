/**
 * APPEND and REPLACE (RFC 9051, 6.3.12; RFC 3502; RFC 8508): messages that come in, summed up and handed to the store. Small ones
 * are in memory when the command is complete; large ones go to disk, and through the parser, while they arrive.
 *
 * <p>Must not know: files, the cluster, sockets.
 */
package org.godwit.imap.handler.append;
