package org.godwit.pop3.session;

import java.util.Optional;
import java.util.function.Supplier;
import org.godwit.auth.CleartextPolicy;
import org.godwit.tls.TlsEngines;

/**
 * What all sessions of a server share.
 *
 * @param handler who carries out commands
 * @param timestamps makes the timestamp of a greeting, each another one; empty where APOP is not served
 * @param cleartext where a password may cross the network as it is
 * @param tls for STLS; empty where it is not offered
 * @param limits bounds of each session
 */
public record Pop3Services(CommandHandler handler, Supplier<Optional<String>> timestamps, CleartextPolicy cleartext,
    Optional<TlsEngines> tls, Pop3Limits limits) {
}
