/**
 * A maildrop as POP3 has it: the messages of an INBOX as they were at login, numbered, marked, with their unique-ids, and written as lines.
 *
 * <p>Must not know: commands, replies, sockets.
 */
package org.godwit.pop3.maildrop;
