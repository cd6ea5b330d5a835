/**
 * From an address to an account and its mailbox, and from octets that come in to a message of each recipient, on disk before anybody is told so.
 *
 * <p>Must not know: sockets, commands, the cluster, how files are laid out.
 */
package org.godwit.lmtp.delivery;
