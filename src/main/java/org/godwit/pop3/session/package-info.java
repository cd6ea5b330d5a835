/**
 * A POP3 session: its states and the moves between them, its replies, the loop that takes commands one at a time, time-outs and bounds.
 * Everything here runs on the event loop of the connection.
 *
 * <p>Must not know: how single commands are carried out, files.
 */
package org.godwit.pop3.session;
