package org.godwit.imap.session;

import java.net.InetAddress;

/** The other end of a connection. */
public record Peer(InetAddress address) {
}
