/**
 * TLS without any protocol: which certificates there are and where they come from (files, or generated), which one a client gets
 * (by the name it asks for), taking up files that changed, and engines for connections. The JDK encrypts.
 *
 * <p>Must not know: protocols, sessions, mailboxes, the store.
 */
package org.godwit.tls;
