package org.godwit.imap.session;

/**
 * The other end of a connection.
 *
 * @param address IP address in text form, for logs and throttling
 * @param loopback whether it is this machine
 */
public record Peer(String address, boolean loopback) {
}
