/**
 * Who somebody is: user names, passwords and their hashes, the user file, and the {@link org.godwit.auth.Authenticator} that a
 * protocol session asks. Hashing runs on threads of its own with a bounded queue, never on an event loop.
 *
 * <p>Must not know: mailboxes, protocols, sockets.
 */
package org.godwit.auth;
