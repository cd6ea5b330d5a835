package org.godwit.config;

import java.util.List;
import org.godwit.net.Network;

/**
 * Proxies in front of this server that speak the PROXY protocol, version 1 or 2.
 *
 * @param networks             where they are
 * @param listeners            sections of the ports that they forward to
 * @param headerTimeoutSeconds how long a header may take
 */
public record ProxySettings(
    @Setting(value = "", help = "addresses or networks (10.1.0.0/16) of proxies: each of their connections must begin with a PROXY header, version 1 or 2; empty: there are none") List<Network> networks,
    @Setting(value = "imap,imaps,pop3,pop3s", oneOf = {"imap", "imaps", "pop3", "pop3s", "lmtp"}, help = "ports for which that holds: imap, imaps, pop3, pop3s, lmtp") List<String> listeners,
    @Setting(value = "5", min = 1, max = 600, help = "time a proxy has for the header, in seconds") int headerTimeoutSeconds) {}
