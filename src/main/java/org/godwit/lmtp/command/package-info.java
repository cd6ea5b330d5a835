/**
 * The commands of LMTP, a record each, and their parser: lines of strangers in, values out, under the grammar of RFC 5321, 4.1.2.
 *
 * <p>Must not know: sessions, sockets, the store.
 */
package org.godwit.lmtp.command;
