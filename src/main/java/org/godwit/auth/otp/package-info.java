/**
 * One-time passwords (RFC 2289): where each user stands in the sequence, on disk; one login at a time; and what a user is told
 * when a sequence is set up. What passwords are made of and how they are checked is WildFly Elytron's.
 *
 * <p>Must not know: mailboxes, protocols, back ends, settings.
 */
package org.godwit.auth.otp;
