/**
 * Replies of LMTP with their enhanced status codes, and the one border at which failures become replies.
 *
 * <p>Must not know: sockets, commands, files.
 */
package org.godwit.lmtp.response;
