package org.godwit.auth;

import java.net.InetAddress;
import java.util.Optional;
import org.godwit.tls.TlsChannel;

/**
 * How a client reaches the server: what a login may depend on besides names and secrets. Immutable.
 *
 * @param protocol          by its SASL service name: {@code imap}, {@code pop} or {@code lmtp}
 * @param remote            the address of the client, as it stands behind proxies that are trusted
 * @param tls               what the handshake settled, if the connection is encrypted
 * @param isSecure          whether TLS protects what the client sends: here, or up to a trusted proxy
 * @param isPasswordAllowed whether a password may be sent on it as it is
 */
public record ClientChannel(String protocol, InetAddress remote, Optional<TlsChannel> tls, boolean isSecure, boolean isPasswordAllowed) {}
