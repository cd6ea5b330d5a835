/**
 * Mail in, mail out: imports mailboxes of other formats into an account and exports them again. Here is what all formats share: the
 * engines ({@link org.godwit.transfer.Importer}, {@link org.godwit.transfer.Exporter}), what they want of a format, lines and line ends.
 * Everything blocks and runs on one thread, that of a command-line tool.
 *
 * <p>Line ends: messages are kept as they go over the wire, with CRLF. A file's message whose lines all end in a bare LF gets CRLF when
 * it comes in, and LF when it goes out; a message with any other mixture of line ends is kept, and given, to the byte.
 *
 * <p>Must not know: protocols, how the store works, where it runs.
 */
package org.godwit.transfer;
