/**
 * Users in an LDAP directory: {@link org.godwit.auth.ldap.LdapBackend} answers for them, {@link org.godwit.auth.ldap.Directory}
 * asks the servers, and templates make names and filters of what a client wrote.
 *
 * <p>Must not know: protocols, mailboxes, SASL; how often and how long a back end is asked ({@code auth.backend} sees to that).
 */
package org.godwit.auth.ldap;
