/**
 * Carries out POP3's commands, one small handler for each, without state of a session.
 *
 * <p>Must not know: sockets, files.
 */
package org.godwit.pop3.handler;
