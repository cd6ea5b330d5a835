package org.godwit.imap.session;

import java.util.Optional;
import org.godwit.imap.handler.Handlers;
import org.godwit.tls.TlsEngines;

/**
 * What all sessions of a listener share.
 *
 * @param handlers who carries out which command
 * @param capabilities what is advertised
 * @param sinks where large messages go while they arrive
 * @param tls for STARTTLS; empty where it is not offered
 * @param limits bounds of each session
 * @param delimiter hierarchy delimiter of mailbox names
 */
public record ImapServices(
    Handlers handlers, Capabilities capabilities, LiteralSinks sinks, Optional<TlsEngines> tls, ImapLimits limits,
    char delimiter) {
}
