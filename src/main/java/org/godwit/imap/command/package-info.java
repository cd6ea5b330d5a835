/**
 * IMAP commands: one record each ({@link org.godwit.imap.command.ImapCommand}), one small parser each, and a table
 * ({@link org.godwit.imap.command.CommandTable}) that declares every command's nature. A parser turns the bytes of one complete
 * command into a value or throws {@link org.godwit.imap.command.ParseException}; it acts on nothing.
 *
 * <p>Must not know: sockets, sessions, the store, the event bus.
 */
package org.godwit.imap.command;
