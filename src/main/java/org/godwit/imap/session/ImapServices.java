package org.godwit.imap.session;

import org.godwit.imap.handler.Handlers;

/**
 * What all sessions of a listener share.
 *
 * @param handlers who carries out which command
 * @param capabilities what is advertised
 * @param sinks where large messages go while they arrive
 * @param limits bounds of each session
 * @param delimiter hierarchy delimiter of mailbox names
 */
public record ImapServices(
    Handlers handlers, Capabilities capabilities, LiteralSinks sinks, ImapLimits limits, char delimiter) {
}
