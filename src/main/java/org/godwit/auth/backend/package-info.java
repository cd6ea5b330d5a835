/**
 * The places where users live: what a back end answers ({@link org.godwit.auth.backend.CredentialBackend}), and how several are
 * asked in order so that a slow or dead one holds up nobody else's users ({@link org.godwit.auth.backend.BackendChain}).
 *
 * <p>Must not know: mailboxes, protocols, sockets of clients, SASL.
 */
package org.godwit.auth.backend;
