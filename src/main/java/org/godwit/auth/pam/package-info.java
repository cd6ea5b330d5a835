/**
 * Users whom the system's Pluggable Authentication Modules check: {@link org.godwit.auth.pam.PamBackend} answers for them,
 * {@link org.godwit.auth.pam.LinuxPam} is the one place that calls libpam, {@link org.godwit.auth.pam.NameService} the one that asks
 * the system who its users are.
 *
 * <p>Must not know: protocols, mailboxes, SASL; how often and how long a back end is asked ({@code auth.backend} sees to that).
 */
package org.godwit.auth.pam;
