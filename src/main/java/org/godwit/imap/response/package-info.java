/**
 * What the server says: status responses with their codes, and the encoder of IMAP's data formats.
 *
 * <p>Must not know: sockets, the store, the event bus, sessions.
 */
package org.godwit.imap.response;
