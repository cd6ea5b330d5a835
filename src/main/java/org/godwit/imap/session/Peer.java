package org.godwit.imap.session;

import java.net.InetAddress;

/**
 * The other end of a connection.
 *
 * @param address the client's address
 * @param isThisMachine whether it is on this machine, without a proxy between
 */
public record Peer(InetAddress address, boolean isThisMachine) {
}
