/**
 * What an administrator has to say to users: IMAP's {@code [ALERT]}, from a file at every login and from the command line at any time.
 *
 * <p>Must not know: protocols, the store.
 */
package org.godwit.alert;
