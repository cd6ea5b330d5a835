/**
 * The store and the sessions of a running server for other processes of this machine: requests and replies in binary over a UNIX socket in the data
 * directory, which only the server's own user may open. Bodies do not travel: both sides see the same files.
 *
 * <p>Must not know: protocols, how the store works.
 */
package org.godwit.mailbox.remote;
