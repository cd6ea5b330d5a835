/**
 * POP3's commands: a record and a parser for each, and where each is allowed. A parser returns a value and touches no session.
 *
 * <p>Must not know: sockets, sessions, the store.
 */
package org.godwit.pop3.command;
