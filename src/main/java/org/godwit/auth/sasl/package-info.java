/**
 * SASL (RFC 4422): the mechanisms, each over what the back ends can serve; independent of the protocol that carries them.
 * Cryptography is the libraries'.
 *
 * <p>Must not know: mailboxes, protocols, sockets, where users live.
 */
package org.godwit.auth.sasl;
