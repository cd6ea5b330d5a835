/**
 * What every login goes through, whatever its protocol and mechanism: the back ends, the slowing down of guesses, who may act for
 * whom, and the audit log.
 *
 * <p>Must not know: mailboxes, protocols, SASL, single back ends.
 */
package org.godwit.auth.login;
