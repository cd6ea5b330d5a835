/**
 * The store verticle: it decides what a request means, appends the records, applies them once they are durable, and replies.
 * Each account is handled by one event loop, one request at a time.
 *
 * <p>Must not know: sockets, protocol syntax.
 */
package org.godwit.mailbox;
