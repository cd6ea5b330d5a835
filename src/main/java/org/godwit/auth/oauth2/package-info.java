/**
 * Bearer tokens of an OAuth 2.0 or OpenID Connect provider: {@link org.godwit.auth.oauth2.OAuth2Backend}. Signed tokens (JWT,
 * RFC 7519) are checked here with the provider's keys, others by asking it (RFC 7662). The provider is asked over HTTP without
 * blocking, and nothing that it says is believed beyond its bounds.
 *
 * <p>Must not know: mailboxes, protocols, SASL.
 */
package org.godwit.auth.oauth2;
